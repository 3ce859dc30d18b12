namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// One row of logits in exact arithmetic: exponentials of the gaps to the maximum, their sums, and what DESIGN's section 2
/// says of results that are computed from them. <c>d</c> is a class's gap over the temperature, <c>D</c> the mean gap of the
/// classes other than the maximum (in a loss: than the label) weighed by their exponentials.
/// </summary>
internal sealed class ExactRow
{
    private readonly FloatFormat _format;
    private readonly double[] _logits;

    /// <summary>exp(-gap), and the gap as a double (for bounds only); masked classes have 0 and +infinity.</summary>
    private readonly BigReal[] _exponentials = [];
    private readonly BigReal[] _gaps = [];
    private readonly double[] _roughGaps = [];

    /// <summary>The sum over all classes but one maximum, and the same without the terms that may count as 0.</summary>
    private readonly BigReal _others;
    private readonly BigReal _normalOthers;

    private readonly BigReal _reciprocal;

    /// <summary>log1p of the two sums.</summary>
    private readonly BigReal _logarithm;
    private readonly BigReal _normalLogarithm;

    /// <summary>D of the classes other than the maximum.</summary>
    private readonly double _meanGap;

    /// <summary>The sum over all classes of gap * exponential, roughly.</summary>
    private readonly double _gapSum;

    private int[]? _ranking;

    public ExactRow(double[] logits, FloatFormat format, double temperature = 1)
    {
        _logits = logits;
        _format = format;
        HasNaN = logits.Any(double.IsNaN);
        Prediction = HasNaN ? Array.FindIndex(logits, double.IsNaN) : Array.IndexOf(logits, logits.Max());
        IsNaN = HasNaN || double.IsInfinity(logits[Prediction]);
        if (IsNaN)
        {
            return;
        }

        BigReal maximum = logits[Prediction];
        _exponentials = new BigReal[logits.Length];
        _gaps = new BigReal[logits.Length];
        _roughGaps = new double[logits.Length];
        var known = new Dictionary<double, (BigReal Gap, BigReal Exponential)>();
        for (var k = 0; k < logits.Length; k++)
        {
            if (double.IsNegativeInfinity(logits[k]))
            {
                _roughGaps[k] = double.PositiveInfinity;
                continue;
            }

            if (!known.TryGetValue(logits[k], out var one))
            {
                var gap = maximum - logits[k];
                gap = temperature == 1 ? gap : gap / temperature;
                one = (gap, BigReal.Exp(-gap));
                known.Add(logits[k], one);
            }

            (_gaps[k], _exponentials[k]) = one;
            _roughGaps[k] = one.Gap.ToDouble();
        }

        for (var k = 0; k < logits.Length; k++)
        {
            if (k != Prediction)
            {
                _others += _exponentials[k];
                _normalOthers += MayCountAsZero(k) ? BigReal.Zero : _exponentials[k];
            }
        }

        Sum = _others + BigReal.One;
        _reciprocal = BigReal.One / Sum;
        _logarithm = BigReal.Log1p(_others);
        _normalLogarithm = _normalOthers == _others ? _logarithm : BigReal.Log1p(_normalOthers);
        (_meanGap, _gapSum) = MeanGaps();
    }

    /// <summary>Whether some logit is NaN.</summary>
    public bool HasNaN { get; }

    /// <summary>Whether every result of the row is NaN: a NaN, a +infinity, or nothing but masks.</summary>
    public bool IsNaN { get; }

    /// <summary>The first class of the largest logit, NaN being larger than every number.</summary>
    public int Prediction { get; }

    /// <summary>The row's classes as <see cref="Rank"/> orders them.</summary>
    public int[] Ranking => _ranking ??= Rank(_logits);

    /// <summary>The sum of the exponentials of the gaps, 1 and more.</summary>
    public BigReal Sum { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes => _logits.Length;

    /// <summary>D of the classes other than the maximum, and no more than 2,000.</summary>
    public double MeanGap => Math.Min(_meanGap, 2000);

    /// <summary>max(d, D) of a class, and no more than 2,000.</summary>
    public double GrowthOf(int k) => Growth(_roughGaps[k], _meanGap);

    /// <summary>(max - z) / t of a class that is not masked.</summary>
    public BigReal GapOf(int k) => _gaps[k];

    /// <summary>log1p of the sum over all classes but one maximum.</summary>
    public BigReal LogSum => _logarithm;

    /// <summary>By how much less that is where terms that may count as 0 do.</summary>
    public BigReal MissingLogSum => _logarithm - _normalLogarithm;

    /// <summary>The largest logit of a row that is not NaN.</summary>
    public BigReal Maximum => _logits[Prediction];

    /// <summary>The sum of the exponentials of all classes but one, and the same without the terms that may count as 0.</summary>
    public (BigReal All, BigReal Normal) Except(int label) => label == Prediction
        ? (_others, _normalOthers)
        : (Sum - _exponentials[label], Sum - _exponentials[label]);

    /// <summary>max(d, D) of a label, D over the classes other than it, and no more than 2,000.</summary>
    public double GrowthOfLabel(int label) => Growth(_roughGaps[label], MeanGapExcept(label));

    /// <summary>The exact probability.</summary>
    public BigReal ExactProbability(int k) => _exponentials[k] * _reciprocal;

    /// <summary>All classes from the largest logit to the smallest: NaN first, the lower class first where two are equal (0 and -0 are).</summary>
    public static int[] Rank(double[] logits)
        => [.. Enumerable.Range(0, logits.Length).OrderBy(k => double.IsNaN(logits[k]) ? 0 : 1).ThenByDescending(k => logits[k] + 0.0).ThenBy(k => k)];

    /// <summary>Item 2: a probability's relative error is at most (6 + max(d, D)) u; exactly 0 where masked.</summary>
    public Expected Probability(int k)
        => IsNaN ? Expected.NaN(_format)
            : IsMasked(k) ? Expected.Exactly(BigReal.Zero, _format)
            : Expected.Within(_exponentials[k] * _reciprocal, 6 + Growth(_roughGaps[k], _meanGap), _format);

    /// <summary>Item 3: -(d + log1p(others)) within (8 + max(d, D)) u; -infinity where masked.</summary>
    public Expected LogProbability(int k)
    {
        if (IsNaN || IsMasked(k))
        {
            return IsNaN ? Expected.NaN(_format) : Expected.Exactly(ExtendedReal.NegativeInfinity, _format);
        }

        var first = -(_gaps[k] + _logarithm);
        var second = -(_gaps[k] + _normalLogarithm);
        return Expected.Between(first, first, second, 8 + Growth(_roughGaps[k], _meanGap), _format);
    }

    /// <summary>Item 3: max + log1p(others) within (8 + D) u (|max| + log1p(others)); of infinite logits the limits.</summary>
    public Expected LogSumExp()
    {
        if (IsNaN)
        {
            return Expected.Exactly(_logits[Prediction], _format);
        }

        BigReal maximum = _logits[Prediction];
        var missing = _logarithm - _normalLogarithm;
        var tolerance = (BigReal.Abs(maximum) + _logarithm) * _format.Unit * (8 + Growth(0, _meanGap));
        return Expected.WithinAbsolute(maximum + _logarithm, tolerance + missing, _format);
    }

    /// <summary>The probability of the prediction, 1 / sum, with the bound of item 2.</summary>
    public Expected PredictionProbability() => IsNaN ? Expected.NaN(_format) : Probability(Prediction);

    /// <summary>Item 3: d + log1p(others) within (8 + max(d, D)) u, at any confidence; +infinity where the label is masked.</summary>
    public Expected Loss(int label)
    {
        if (IsNaN || IsMasked(label))
        {
            return IsNaN ? Expected.NaN(_format) : Expected.Exactly(ExtendedReal.PositiveInfinity, _format);
        }

        var first = _gaps[label] + _logarithm;
        var second = _gaps[label] + _normalLogarithm;
        return Expected.Between(first, first, second, 8 + Growth(_roughGaps[label], MeanGapExcept(label)), _format);
    }

    /// <summary>
    /// Item 4: the probability, at the label -(sum of the others) / sum, over <paramref name="divisor"/> and within the bound of
    /// item 3; 0 where masked, and -1 where the label is.
    /// </summary>
    public Expected Gradient(int label, int k, int divisor)
    {
        if (IsNaN || (k != label && IsMasked(k)))
        {
            return IsNaN ? Expected.NaN(_format) : Expected.Exactly(BigReal.Zero, _format);
        }

        var factor = _reciprocal / divisor;
        var units = 8 + Growth(IsMasked(k) ? 0 : _roughGaps[k], MeanGapExcept(label));
        if (k != label)
        {
            return Expected.Within(_exponentials[k] * factor, units, _format);
        }

        var (all, normal) = label == Prediction
            ? (_others, _normalOthers)
            : (Sum - _exponentials[label], Sum - _exponentials[label]);
        return Expected.Between(-(all * factor), -(all * factor), -(normal * factor), units, _format);
    }

    /// <summary>
    /// The sum of t (d + log1p(others)), each term within the bound of item 3 and so their sum, and one u a term's worth for
    /// the multiplications; a target of 0 on a masked class contributes 0.
    /// </summary>
    public Expected Loss(ReadOnlySpan<double> targets)
    {
        if (IsNaN)
        {
            return Expected.NaN(_format);
        }

        var missing = _logarithm - _normalLogarithm;
        var loss = BigReal.Zero;
        var tolerance = BigReal.Zero;
        for (var k = 0; k < targets.Length; k++)
        {
            if (targets[k] == 0)
            {
                continue;
            }

            if (IsMasked(k))
            {
                return Expected.Exactly(ExtendedReal.PositiveInfinity, _format);
            }

            var term = (_gaps[k] + _logarithm) * targets[k];
            loss += term;
            tolerance += (BigReal.Abs(term) * _format.Unit * (9 + Growth(_roughGaps[k], _meanGap))) + (missing * targets[k]);
        }

        return Expected.WithinAbsolute(loss, tolerance + (_format.LeastNormal * targets.Length), _format);
    }

    /// <summary>
    /// p * mass - t over <paramref name="divisor"/>, where mass is the sum of the targets. The two parts may cancel, so the
    /// bound of item 4 is one of their sizes; an exponential below the least normal number may count as 0, though a large mass
    /// made the result a normal one.
    /// </summary>
    public Expected Gradient(BigReal mass, double target, int k, int divisor)
    {
        if (IsNaN)
        {
            return Expected.NaN(_format);
        }

        var pulled = _exponentials[k] * _reciprocal * mass / divisor;
        var pushed = (BigReal)target / divisor;
        var gap = IsMasked(k) ? 0 : _roughGaps[k];
        return Expected.WithinAbsolute(
            pulled - pushed,
            ((pulled + pushed) * _format.Unit * (9 + Growth(gap, _meanGap))) + (MayCountAsZero(k) ? pulled : BigReal.Zero),
            _format);
    }

    /// <summary>
    /// The sum of p (d + log1p(others)), each term within (12 + max(d, D)) u: a probability's error, that of its logarithm's parts, and the products. What may
    /// count as 0 may be missing.
    /// </summary>
    public Expected Entropy()
    {
        if (IsNaN)
        {
            return Expected.NaN(_format);
        }

        var entropy = BigReal.Zero;
        var tolerance = _logarithm - _normalLogarithm;
        for (var k = 0; k < _logits.Length; k++)
        {
            if (IsMasked(k))
            {
                continue;
            }

            var term = (_gaps[k] + _logarithm) * _exponentials[k] * _reciprocal;
            entropy += term;
            tolerance += (term * _format.Unit * (12 + Growth(_roughGaps[k], _meanGap))) + (MayCountAsZero(k) ? term : BigReal.Zero);
        }

        return Expected.WithinAbsolute(entropy, tolerance, _format);
    }

    /// <summary>The sum of a row's targets.</summary>
    public static BigReal Mass(ReadOnlySpan<double> targets)
    {
        var mass = BigReal.Zero;
        foreach (var target in targets)
        {
            mass += target;
        }

        return mass;
    }

    /// <summary>
    /// max(d, D) of the bounds, but no more than 2,000: beyond that an exponential is far below the least normal number of either type, and
    /// the loss is d itself, so that the larger bound would excuse what no rounding explains.
    /// </summary>
    private static double Growth(double gap, double meanGap) => Math.Min(Math.Max(gap, meanGap), 2000);

    /// <summary>Whether the class is masked.</summary>
    public bool IsMasked(int k) => double.IsNegativeInfinity(_logits[k]);

    /// <summary>
    /// Whether a kernel may take a class's exponential for 0. A computed gap is off by d u, so the exponential may fall below the
    /// least normal number when the exact one is above it by as much.
    /// </summary>
    public bool MayCountAsZero(int k)
        => _exponentials[k] * (BigReal.One - (_format.Unit * (2 + Math.Min(_roughGaps[k], 1e6)))) < _format.LeastNormal;

    /// <summary>
    /// D, with weights over the largest of them so that they do not all underflow; and the sum of gap * exponential.
    /// </summary>
    private (double MeanGap, double GapSum) MeanGaps()
    {
        var least = double.PositiveInfinity;
        for (var k = 0; k < _roughGaps.Length; k++)
        {
            least = k == Prediction ? least : Math.Min(least, _roughGaps[k]);
        }

        if (double.IsPositiveInfinity(least))
        {
            return (0, 0);
        }

        var weights = 0.0;
        var gaps = 0.0;
        for (var k = 0; k < _roughGaps.Length; k++)
        {
            if (k != Prediction && double.IsFinite(_roughGaps[k]))
            {
                var weight = Math.Exp(least - _roughGaps[k]);
                weights += weight;
                gaps += weight == 0 ? 0 : weight * _roughGaps[k];
            }
        }

        return (gaps / weights, least > 1e4 ? 0 : gaps * Math.Exp(-least));
    }

    /// <summary>D of the classes other than the label: where the label is not the maximum, the maximum's 1 is among the weights.</summary>
    private double MeanGapExcept(int label)
    {
        if (label == Prediction)
        {
            return _meanGap;
        }

        var weight = IsMasked(label) ? 0 : Math.Exp(-_roughGaps[label]);
        return Math.Max(0, _gapSum - (weight == 0 ? 0 : weight * _roughGaps[label])) / (Sum.ToDouble() - weight);
    }
}
