internal static class StableSoftmax
{
    public static void InPlace(Span<float> z)
    {
        var max = float.NegativeInfinity;
        foreach (var v in z)
        {
            max = MathF.Max(max, v);
        }

        var sum = 0f;
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = MathF.Exp(z[i] - max);
            sum += z[i];
        }

        for (var i = 0; i < z.Length; i++)
        {
            z[i] /= sum;
        }
    }

    // One pass: the sum is rescaled whenever a larger score appears.
    public static double[] Online(double[] z)
    {
        var max = double.NegativeInfinity;
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            if (z[i] > max)
            {
                sum = sum * Math.Exp(max - z[i]) + 1;
                max = z[i];
            }
            else
            {
                sum += Math.Exp(z[i] - max);
            }
        }

        var p = new double[z.Length];
        for (var i = 0; i < z.Length; i++)
        {
            p[i] = Math.Exp(z[i] - max) / sum;
        }

        return p;
    }

    // Attention over blocks of keys, as flash attention does it.
    public static float[] Attention(float[] query, float[][] keys, float[][] values, int block)
    {
        var output = new float[values[0].Length];
        var max = float.NegativeInfinity;
        var total = 0f;
        for (var start = 0; start < keys.Length; start += block)
        {
            var end = Math.Min(start + block, keys.Length);
            var scores = new float[end - start];
            var blockMax = float.NegativeInfinity;
            for (var i = start; i < end; i++)
            {
                var score = 0f;
                for (var d = 0; d < query.Length; d++)
                {
                    score += query[d] * keys[i][d];
                }

                scores[i - start] = score;
                blockMax = Math.Max(blockMax, score);
            }

            var newMax = Math.Max(max, blockMax);
            var correction = MathF.Exp(max - newMax);
            total *= correction;
            for (var d = 0; d < output.Length; d++)
            {
                output[d] *= correction;
            }

            for (var i = start; i < end; i++)
            {
                var weight = MathF.Exp(scores[i - start] - newMax);
                total += weight;
                for (var d = 0; d < output.Length; d++)
                {
                    output[d] += weight * values[i][d];
                }
            }

            max = newMax;
        }

        for (var d = 0; d < output.Length; d++)
        {
            output[d] /= total;
        }

        return output;
    }

    public static double[] WithTemperature(IReadOnlyList<double> z, double temperature)
    {
        var max = z.Max();
        var weights = z.Select(v => Math.Exp((v - max) / temperature)).ToArray();
        var sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }

    public static double[] Masked(double[] z, bool[] mask)
    {
        var max = double.NegativeInfinity;
        for (var i = 0; i < z.Length; i++)
        {
            if (mask[i] && z[i] > max)
            {
                max = z[i];
            }
        }

        var p = new double[z.Length];
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            p[i] = mask[i] ? Math.Exp(z[i] - max) : 0;
            sum += p[i];
        }

        for (var i = 0; i < z.Length; i++)
        {
            p[i] = sum > 0 ? p[i] / sum : 0;
        }

        return p;
    }

    public static void Columns(double[,] z)
    {
        for (var c = 0; c < z.GetLength(1); c++)
        {
            var max = z[0, c];
            for (var r = 1; r < z.GetLength(0); r++)
            {
                if (z[r, c] > max)
                {
                    max = z[r, c];
                }
            }

            double sum = 0;
            for (var r = 0; r < z.GetLength(0); r++)
            {
                z[r, c] -= max;
                z[r, c] = Math.Exp(z[r, c]);
                sum += z[r, c];
            }

            for (var r = 0; r < z.GetLength(0); r++)
            {
                z[r, c] /= sum;
            }
        }
    }

    public static T[] Generic<T>(T[] z)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var max = z.Aggregate(T.Max);
        var e = z.Select(v => T.Exp(v - max)).ToArray();
        var sum = e.Aggregate(T.Zero, (total, v) => total + v);
        return e.Select(v => v / sum).ToArray();
    }

    public static void Tensors(ReadOnlySpan<float> z, Span<float> p)
    {
        System.Numerics.Tensors.TensorPrimitives.Subtract(z, System.Numerics.Tensors.TensorPrimitives.Max(z), p);
        System.Numerics.Tensors.TensorPrimitives.Exp(p, p);
        System.Numerics.Tensors.TensorPrimitives.Divide(p, System.Numerics.Tensors.TensorPrimitives.Sum(p), p);
    }

    // From gaps, which are no numbers where the scores are none.
    public static double[] FromGaps(double[] z)
    {
        var exponentials = Gaps(z).Select(gap => Math.Exp(-gap)).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(e => e / sum)];
    }

    private static double[] Gaps(double[] z)
    {
        var max = z.Max();
        return double.IsFinite(max) ? [.. z.Select(v => max - v)] : [.. z.Select(_ => double.NaN)];
    }

    public static double[] FromLogits(double[] z)
    {
        var logSum = LogSumExp(z);
        var p = new double[z.Length];
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(z[i] - logSum);
        }

        var sum = p.Sum();
        return p.Select(v => v / sum).ToArray();
    }

    private static double LogSumExp(double[] z)
    {
        var max = z.Max();
        return max + Math.Log(z.Sum(v => Math.Exp(v - max)));
    }
}
