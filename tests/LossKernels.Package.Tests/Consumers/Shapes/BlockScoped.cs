using LossKernels;

namespace Outer
{
    namespace Inner
    {
        internal static partial class Coins
        {
            [Softmax(2)]
            public static partial void Coin(ReadOnlySpan<float> logits, Span<float> probabilities);
        }

        namespace Deep
        {
            internal static partial class Coins
            {
                // Types, namespaces and methods of one name, in another place: neither files nor methods may clash.
                [Softmax(2)]
                public static partial void Coin(ReadOnlySpan<float> logits, Span<float> probabilities);

                [CrossEntropy(2)]
                public static partial double Loss(ReadOnlySpan<double> logits, int label);

                internal partial class Table<T>
                    where T : struct
                {
                    internal readonly partial record struct Row
                    {
                        public float Certainty(ReadOnlySpan<float> logits)
                        {
                            Predict(logits, out var probability);
                            return probability;
                        }

                        [Predict(2)]
                        private partial int Predict(ReadOnlySpan<float> logits, out float probability);
                    }
                }
            }
        }
    }
}
