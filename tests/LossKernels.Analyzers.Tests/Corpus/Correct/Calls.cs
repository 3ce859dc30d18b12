using System.Buffers;

/// <summary>Kernels that are called as they should be.</summary>
public static partial class Net
{
    public const int Classes = 10;

    [CrossEntropy(Classes)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);

    [CrossEntropy(Classes, IgnoreLabel = -1)]
    public static partial float Example(ReadOnlySpan<float> logits, int label, Span<float> gradient);

    [Softmax(Classes)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [Predict(Classes)]
    public static partial int Predict(ReadOnlySpan<float> logits, out float probability);

    [TopK(Classes, 3)]
    public static partial void Best(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);

    [LogSumExp(Classes)]
    public static partial float LogSumExp(ReadOnlySpan<float> logits);

    [KullbackLeibler(Classes)]
    public static partial float Distill(ReadOnlySpan<float> logits, ReadOnlySpan<float> teacherLogits, float temperature, Span<float> gradient);

    [BinaryCrossEntropy(4)]
    public static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels, Span<float> gradient);
}

public sealed class Training(int width)
{
    private const int BatchRows = 32;

    private readonly float[] _logits = new float[BatchRows * Net.Classes];
    private readonly float[] _gradient = new float[BatchRows * Net.Classes];
    private readonly float[] _row = new float[Net.Classes];
    private readonly float[] _weights = new float[width * Net.Classes];

    /// <summary>The last batch of an epoch is smaller than the others.</summary>
    public float Epoch(float[] inputs, int[] labels)
    {
        var total = 0f;
        for (var first = 0; first < labels.Length; first += BatchRows)
        {
            var rows = Math.Min(BatchRows, labels.Length - first);
            Forward(inputs.AsSpan(first * width, rows * width));
            var size = rows * Net.Classes;
            total += rows * Net.Loss(_logits.AsSpan(0, size), labels.AsSpan(first, rows), _gradient.AsSpan(0, size));
        }

        return total / labels.Length;
    }

    /// <summary>Each step changes the weights that the next row's logits are made of.</summary>
    public void Online(float[] inputs, int[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            Forward(inputs.AsSpan(i * width, width));
            Net.Example(_logits.AsSpan(0, Net.Classes), labels[i], _row);
            for (var j = 0; j < _weights.Length; j++)
            {
                _weights[j] -= 0.1f * _row[j % Net.Classes];
            }
        }
    }

    /// <summary>Logits of each row are made just before its loss.</summary>
    public float Streaming(Span<float> logits, ReadOnlySpan<int> labels)
    {
        var total = 0f;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * Net.Classes, Net.Classes);
            Multiply(row, i);
            total += Net.Example(row, labels[i], row);
        }

        return total / labels.Length;
    }

    private static void Multiply(Span<float> row, int by)
    {
        foreach (ref var value in row)
        {
            value *= by;
        }
    }

    private void Forward(ReadOnlySpan<float> inputs) => inputs[..Math.Min(inputs.Length, _logits.Length)].CopyTo(_logits);
}

public static class Evaluation
{
    /// <summary>What a pool rents is longer than what was asked for.</summary>
    public static float[] Rented(ReadOnlySpan<float> logits)
    {
        var rented = ArrayPool<float>.Shared.Rent(logits.Length + 3);
        Net.Softmax(logits, rented.AsSpan(0, logits.Length));
        var probabilities = rented.AsSpan(0, logits.Length).ToArray();
        ArrayPool<float>.Shared.Return(rented);
        return probabilities;
    }

    /// <summary>Short rows lie on the stack.</summary>
    public static float Stack(ReadOnlySpan<float> logits)
    {
        Span<float> probabilities = logits.Length <= 320 ? stackalloc float[320] : new float[logits.Length];
        Net.Softmax(logits, probabilities[..logits.Length]);
        return probabilities[0];
    }

    /// <summary>Rows with padding between them are no batch.</summary>
    public static int Padded(ReadOnlySpan<float> logits, int rows)
    {
        const int stride = 12;
        var sure = 0;
        for (var i = 0; i < rows; i++)
        {
            Net.Predict(logits.Slice(i * stride, Net.Classes), out var probability);
            sure += probability > 0.9f ? 1 : 0;
        }

        return sure;
    }

    /// <summary>The first sure row ends the search.</summary>
    public static int FirstSure(float[] logits)
    {
        for (var at = 0; at < logits.Length; at += Net.Classes)
        {
            _ = Net.Predict(logits.AsSpan(at, Net.Classes), out var probability);
            if (probability > 0.9f)
            {
                return at / Net.Classes;
            }
        }

        return -1;
    }

    /// <summary>Rows in an order of their own.</summary>
    public static float Shuffled(float[] logits, int[] order)
    {
        var total = 0f;
        foreach (var row in order)
        {
            total += Net.LogSumExp(logits.AsSpan(row * Net.Classes, Net.Classes));
        }

        return total;
    }

    /// <summary>Fixed shapes that agree.</summary>
    public static float Fixed(ReadOnlySpan<float> twoRows)
    {
        Span<int> best = stackalloc int[2 * 3];
        Span<float> probabilities = stackalloc float[best.Length];
        Net.Best(twoRows[..20], best, probabilities);
        var gradient = new float[8];
        var loss = Net.Tags([0.5f, -1, 2, 0, 1, 1, -3, 0], [true, false, true, false, false, true, false, true], gradient);
        var teacher = new float[2 * Net.Classes];
        return loss + Net.Distill(twoRows[..^(twoRows.Length - 20)], teacher, 2, new float[teacher.Length]) + Net.Example(teacher.AsSpan(Net.Classes), -1, teacher.AsSpan(0, Net.Classes));
    }
}
