namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// The divergence of one row in exact arithmetic, as sum p (log p - log q), and how far from it docs/numerics.md allows a kernel to be.
/// </summary>
internal sealed class ExactDivergence
{
    /// <summary>What 192 bits cannot tell from 0 where they subtract numbers up to a thousand.</summary>
    private static readonly BigReal _unresolved = BigReal.PowerOfTwo(-170);

    private readonly FloatFormat _format;
    private readonly ExtendedReal _divergence;
    private readonly BigReal _tolerance;
    private readonly Func<int, (BigReal Pull, BigReal Tolerance)>? _pull;
    private readonly int _classes;

    private ExactDivergence(FloatFormat format, int classes, ExtendedReal divergence, BigReal tolerance, Func<int, (BigReal Pull, BigReal Tolerance)>? pull)
        => (_format, _classes, _divergence, _tolerance, _pull) = (format, classes, divergence, tolerance, pull);

    /// <summary>sum t (log t - log q): each term within (14 + max(d, D)) u of t (|log t| + |log q|).</summary>
    public static ExactDivergence OfTargets(ExactRow row, double[] targets, FloatFormat format)
    {
        if (row.IsNaN)
        {
            return new(format, row.Classes, ExtendedReal.NaN, default, null);
        }

        ExtendedReal divergence = BigReal.Zero;
        var tolerance = BigReal.Zero;
        var mass = ExactRow.Mass(targets);
        for (var k = 0; k < targets.Length; k++)
        {
            if (targets[k] == 0)
            {
                continue;
            }

            if (row.IsMasked(k))
            {
                divergence = ExtendedReal.PositiveInfinity;
                continue;
            }

            var (logTarget, surprise) = (BigReal.Log(targets[k]), row.GapOf(k) + row.LogSum);
            divergence += (logTarget + surprise) * targets[k];
            tolerance += (BigReal.Abs(logTarget) + surprise) * targets[k] * format.Unit * (14 + row.GrowthOf(k));
            tolerance += format.LeastNormal * (1.0 + targets[k]) * (row.Classes + 1.0);
        }

        return new(format, row.Classes, divergence, tolerance, k =>
        {
            var (pulled, pushed) = (row.ExactProbability(k) * mass, (BigReal)targets[k]);
            var units = 12 + (row.IsMasked(k) ? 0 : row.GrowthOf(k));
            return (pulled - pushed, ((pulled + pushed) * format.Unit * units) + (row.MayCountAsZero(k) ? pulled : BigReal.Zero));
        });
    }

    /// <summary>The divergence of a student from its teacher.</summary>
    public static ExactDivergence OfTeacher(ExactRow student, ExactRow teacher, FloatFormat format)
    {
        if (student.IsNaN || teacher.IsNaN)
        {
            return new(format, student.Classes, ExtendedReal.NaN, default, null);
        }

        var classes = Enumerable.Range(0, student.Classes).ToArray();
        var lives = classes.Where(k => !teacher.IsMasked(k)).ToArray();
        if (lives.Any(student.IsMasked))
        {
            return new(format, student.Classes, ExtendedReal.PositiveInfinity, default, k => Apart(student, teacher, k, format));
        }

        var divergence = BigReal.Zero;
        var mean = BigReal.Zero;
        var meanError = BigReal.Zero;
        foreach (var k in lives)
        {
            var p = teacher.ExactProbability(k);
            var difference = teacher.GapOf(k) - student.GapOf(k);
            divergence += p * (student.GapOf(k) + student.LogSum - teacher.GapOf(k) - teacher.LogSum);
            mean += p * difference;
            meanError += p * BigReal.Abs(difference) * format.Unit * (14 + teacher.GrowthOf(k));
            meanError += teacher.MayCountAsZero(k) ? p * BigReal.Abs(difference) : BigReal.Zero;
        }

        // Of the plain form: two logarithms of sums, and the mean.
        var plainError = meanError + (((20 + student.MeanGap + teacher.MeanGap) * (BigReal.One + student.LogSum + teacher.LogSum)) + BigReal.Abs(mean) + divergence) * format.Unit;
        var growth = BigReal.Exp(BigReal.Min(divergence, BigReal.One));
        var seriesError = meanError * divergence * 2.0;
        foreach (var k in classes)
        {
            var (p, q) = (teacher.ExactProbability(k), student.ExactProbability(k) * growth);
            var units = 16 + Math.Max(teacher.IsMasked(k) ? 0 : teacher.GrowthOf(k), student.IsMasked(k) ? 0 : student.GrowthOf(k));
            if (teacher.MayCountAsZero(k) || student.MayCountAsZero(k))
            {
                seriesError += q + (teacher.IsMasked(k) ? BigReal.Zero : p * (BigReal.One + BigReal.Abs(teacher.GapOf(k) - student.GapOf(k) - mean)));
            }
            else
            {
                var difference = teacher.GapOf(k) - student.GapOf(k);
                var x = difference - mean;
                var isNear = BigReal.Abs(x) < 0.99;
                var size = isNear ? p * x * x * BigReal.Phi2(x) : q + (p * BigReal.Abs(x + 1.0));
                var slope = isNear ? BigReal.Abs(p * BigReal.Expm1(x)) : p;
                seriesError += ((size * units) + (slope * (BigReal.Abs(difference) + BigReal.Abs(x)) * 3.0)) * format.Unit;
                seriesError += isNear ? BigReal.Zero : q * plainError;
            }
        }

        var error = divergence < 0.45 ? seriesError : divergence > 0.55 ? plainError : seriesError + plainError;
        error += (divergence * format.Unit * 4.0) + _unresolved;
        return new(format, student.Classes, divergence, error, k =>
        {
            var apart = Apart(student, teacher, k, format);
            if (teacher.IsMasked(k) || student.MayCountAsZero(k) || teacher.MayCountAsZero(k))
            {
                return apart;
            }

            var difference = teacher.GapOf(k) - student.GapOf(k);
            var (x, ratio) = (difference - mean, difference - mean - divergence);
            if (BigReal.Abs(ratio) > 1.01 || divergence > 1.05)
            {
                return apart;
            }

            var p = teacher.ExactProbability(k);
            var near = p * (((BigReal.Abs(apart.Pull) / p * (16 + teacher.GrowthOf(k))) + ((BigReal.Abs(difference) + BigReal.Abs(x) + BigReal.Abs(ratio)) * 6.0)) * format.Unit + ((meanError + error) * 3.0));
            return (apart.Pull, (BigReal.Abs(ratio) > 0.99 || divergence > 0.95 ? near + apart.Tolerance : near) + _unresolved);
        });
    }

    public Expected Loss(double temperature)
    {
        if (!_divergence.IsFinite)
        {
            return Expected.Exactly(_divergence, _format);
        }

        var square = (BigReal)temperature * temperature;
        return Expected.WithinAbsolute(_divergence.Finite * square, _tolerance * square, _format);
    }

    public Expected[] Gradient(double temperature, int divisor) => [.. Enumerable.Range(0, _classes).Select(k =>
    {
        if (_pull is null)
        {
            return Expected.NaN(_format);
        }

        var (pull, tolerance) = _pull(k);
        var scale = (BigReal)temperature / divisor;
        return Expected.WithinAbsolute(pull * scale, tolerance * scale, _format);
    })];

    /// <summary>q - p, each within the bound of a probability and of what multiplies them.</summary>
    private static (BigReal Pull, BigReal Tolerance) Apart(ExactRow student, ExactRow teacher, int k, FloatFormat format)
    {
        var (p, q) = (teacher.ExactProbability(k), student.ExactProbability(k));
        var tolerance = ((p * (10 + (teacher.IsMasked(k) ? 0 : teacher.GrowthOf(k)))) + (q * (10 + (student.IsMasked(k) ? 0 : student.GrowthOf(k))))) * format.Unit;
        tolerance += (teacher.MayCountAsZero(k) ? p : BigReal.Zero) + (student.MayCountAsZero(k) ? q : BigReal.Zero);
        return (q - p, tolerance + _unresolved);
    }
}
