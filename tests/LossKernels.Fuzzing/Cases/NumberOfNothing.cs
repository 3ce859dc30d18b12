static partial class K
{
    [Sigmoid(double.PositiveInfinity, 12, Reduction = (byte)300)] public static partial double F();
    [Softmax(10)] public static partial float G();
}
