namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// The gradients of softmax and log-softmax for one row in exact arithmetic on the saved outputs as they are, with the bounds of
/// docs/numerics.md.
/// </summary>
internal static class ExactGradients
{
    /// <summary>p_k (upstream_k - mean) within p_k (5 sum |p upstream| + |upstream_k - mean|) u.</summary>
    public static Expected[] OfSoftmax(double[] p, double[] upstream, FloatFormat format)
    {
        if (p.Any(double.IsNaN) || upstream.Any(double.IsNaN))
        {
            return [.. p.Select(_ => Expected.NaN(format))];
        }

        var mean = BigReal.Zero;
        var size = BigReal.Zero;
        for (var k = 0; k < p.Length; k++)
        {
            var term = (BigReal)p[k] * upstream[k];
            mean += term;
            size += BigReal.Abs(term);
        }

        var lost = format.LeastNormal * p.Length;
        return [.. p.Select((probability, k) =>
        {
            var pull = upstream[k] - mean;
            var error = (((size * 5.0) + BigReal.Abs(pull)) * format.Unit) + lost;
            return Expected.WithinAbsolute(pull * probability, error * probability, format);
        })];
    }

    /// <summary>
    /// upstream_k - p_k total: within 5 p_k sum |upstream| + |gradient_k| and 2 p_k |total|, or where p_k is confident 4 (1 - p_k) |total| and
    /// |upstream_k - total|, in units of u.
    /// </summary>
    public static Expected[] OfLogSoftmax(double[] logP, double[] upstream, FloatFormat format)
    {
        if (upstream.Any(double.IsNaN))
        {
            return [.. logP.Select(_ => Expected.NaN(format))];
        }

        var total = BigReal.Zero;
        var size = BigReal.Zero;
        foreach (var pull in upstream)
        {
            total += pull;
            size += BigReal.Abs(pull);
        }

        return [.. logP.Select((logarithm, k) => OfLogSoftmax(logarithm, upstream[k], total, size, format))];
    }

    /// <summary>-1 over the divisor at the label, rounded once, and 0 elsewhere, whatever the log-probabilities.</summary>
    public static Expected[] OfLikelihood(int classes, int label, int divisor, FloatFormat format)
        => [.. Enumerable.Range(0, classes).Select(k => Expected.Within(k == label ? -(BigReal.One / divisor) : BigReal.Zero, 0.5, format))];

    private static Expected OfLogSoftmax(double logP, double upstream, BigReal total, BigReal size, FloatFormat format)
    {
        if (double.IsNaN(logP))
        {
            return Expected.NaN(format);
        }

        if (double.IsNegativeInfinity(logP))
        {
            return Expected.Exactly(upstream, format);
        }

        var except = BigReal.Expm1(logP);
        var p = BigReal.Exp(logP);
        var isConfident = logP > -0.5;
        var gradient = isConfident ? upstream - total - (total * except) : upstream - (p * total);
        var error = (p * size * 5.0) + BigReal.Abs(gradient) + (isConfident
            ? (BigReal.Abs(except * total) * 4.0) + BigReal.Abs(upstream - total)
            : BigReal.Abs(p * total) * 2.0);
        var lost = p * (BigReal.One - (format.Unit * 2.0)) < format.LeastNormal ? BigReal.Abs(p * total) : BigReal.Zero;
        return Expected.WithinAbsolute(gradient, (error * format.Unit) + lost, format);
    }
}
