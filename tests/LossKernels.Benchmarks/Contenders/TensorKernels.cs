using System.Numerics;
using System.Numerics.Tensors;

namespace LossKernels.Benchmarks.Contenders;

/// <summary>TensorPrimitives composed rightly, row by row: the maximum subtracted, which its own SoftMax does not do.</summary>
internal static class TensorKernels
{
    public static KernelSet<T> Of<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return new KernelSet<T>("TensorPrimitives", Softmax, Loss, LossAndGradient);

        void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
        {
            for (var first = 0; first < logits.Length; first += classes)
            {
                var row = logits.Slice(first, classes);
                var result = probabilities.Slice(first, classes);
                TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), result);
                TensorPrimitives.Exp(result, result);
                TensorPrimitives.Divide(result, TensorPrimitives.Sum<T>(result), result);
            }
        }

        T Loss(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
        {
            var total = T.Zero;
            var exponentials = Scratch<T>.Of(classes);
            for (var i = 0; i < labels.Length; i++)
            {
                var row = logits.Slice(i * classes, classes);
                total += LossOfRow(row, labels[i], exponentials, out _);
            }

            return total / T.CreateChecked(labels.Length);
        }

        T LossAndGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)
        {
            var total = T.Zero;
            var scale = T.One / T.CreateChecked(labels.Length);
            for (var i = 0; i < labels.Length; i++)
            {
                var result = gradient.Slice(i * classes, classes);
                total += LossOfRow(logits.Slice(i * classes, classes), labels[i], result, out var sum);
                TensorPrimitives.Multiply(result, scale / sum, result);
                result[labels[i]] -= scale;
            }

            return total * scale;
        }

        static T LossOfRow(ReadOnlySpan<T> row, int label, Span<T> exponentials, out T sum)
        {
            var max = TensorPrimitives.Max(row);
            TensorPrimitives.Subtract(row, max, exponentials);
            TensorPrimitives.Exp(exponentials, exponentials);
            sum = TensorPrimitives.Sum<T>(exponentials);
            return max - row[label] + T.Log(sum);
        }
    }

    /// <summary>Memory for one row, made once.</summary>
    private static class Scratch<T>
    {
        private static T[] _values = [];

        public static Span<T> Of(int length)
        {
            if (_values.Length < length)
            {
                _values = new T[length];
            }

            return _values.AsSpan(0, length);
        }
    }
}
