using LossKernels;

// A kernel of the type that holds these statements, one of a type beside them, and those of other files.
float[] probabilities = new float[2];
Coin([0f, 0f], probabilities);
Console.WriteLine($"program {probabilities[0]}");

Beside.Coin([0f, 0f], probabilities);
Console.WriteLine($"beside {probabilities[0]}");

Shapes.Coins.Coin([0f, 0f], probabilities);
Console.WriteLine($"file-scoped {probabilities[0]}");

Outer.Inner.Coins.Coin([0f, 0f], probabilities);
Console.WriteLine($"block-scoped {probabilities[0]}");

Outer.Inner.Deep.Coins.Coin([0f, 0f, 0f, 0f], new float[4]);
Console.WriteLine($"nested namespace {Outer.Inner.Deep.Coins.Loss([0f, 0f], 0):0.000}");

Console.WriteLine($"nested type {new Outer.Inner.Deep.Coins.Table<int>.Row().Certainty([0f, 0f]):0.0}");

internal partial class Program
{
    [Softmax(2)]
    private static partial void Coin(ReadOnlySpan<float> logits, Span<float> probabilities);
}

internal static partial class Beside
{
    [Softmax(2)]
    public static partial void Coin(ReadOnlySpan<float> logits, Span<float> probabilities);
}
