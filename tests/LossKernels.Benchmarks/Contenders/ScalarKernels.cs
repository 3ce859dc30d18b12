using System.Numerics;

namespace LossKernels.Benchmarks.Contenders;

/// <summary>The loop that everyone writes first, with the maximum subtracted.</summary>
internal static class ScalarKernels
{
    public static KernelSet<T> Of<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return new KernelSet<T>("scalar loop", Softmax, Loss, LossAndGradient);

        void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
        {
            for (var first = 0; first < logits.Length; first += classes)
            {
                var row = logits.Slice(first, classes);
                var result = probabilities.Slice(first, classes);
                var max = Max(row);
                var sum = T.Zero;
                for (var k = 0; k < row.Length; k++)
                {
                    result[k] = T.Exp(row[k] - max);
                    sum += result[k];
                }

                for (var k = 0; k < result.Length; k++)
                {
                    result[k] /= sum;
                }
            }
        }

        T Loss(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
        {
            var total = T.Zero;
            for (var i = 0; i < labels.Length; i++)
            {
                var row = logits.Slice(i * classes, classes);
                var max = Max(row);
                var sum = T.Zero;
                foreach (var z in row)
                {
                    sum += T.Exp(z - max);
                }

                total += max - row[labels[i]] + T.Log(sum);
            }

            return total / T.CreateChecked(labels.Length);
        }

        T LossAndGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)
        {
            Softmax(logits, gradient);
            var total = T.Zero;
            var scale = T.One / T.CreateChecked(labels.Length);
            for (var i = 0; i < labels.Length; i++)
            {
                var row = gradient.Slice(i * classes, classes);
                total -= T.Log(row[labels[i]]);
                row[labels[i]] -= T.One;
                for (var k = 0; k < row.Length; k++)
                {
                    row[k] *= scale;
                }
            }

            return total * scale;
        }

        static T Max(ReadOnlySpan<T> row)
        {
            var max = row[0];
            foreach (var z in row)
            {
                max = z > max ? z : max;
            }

            return max;
        }
    }
}
