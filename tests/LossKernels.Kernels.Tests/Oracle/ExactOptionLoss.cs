using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// A row's cross-entropy with weights and options, by the formulas that define it: sum_k a_k (-log p_k) of effective targets a_k = w_k t_k, or w (1 - p)^gamma (-log p), and
/// Z (log sum_k exp z_k)^2; with what each part's roundings may cost (docs/numerics.md), relative to the parts and not to what is left of their difference.
/// </summary>
internal sealed class ExactOptionLoss
{
    private readonly ExactRow _row;
    private readonly LossOptions _options;
    private readonly FloatFormat _format;
    private readonly int _label;
    private readonly double _weight;
    private readonly BigReal[] _targets;
    private readonly BigReal _mass;
    private readonly bool _isNothing;

    /// <param name="targets">The targets, or null where <paramref name="label"/> is one, or negative where it is ignored.</param>
    public ExactOptionLoss(ExactRow row, LossOptions options, int label, double[]? targets, double[]? weights, FloatFormat format)
    {
        (_row, _options, _format, _label) = (row, options, format, label);
        var smoothing = (BigReal)options.LabelSmoothing;
        _targets = new BigReal[row.Classes];
        for (var k = 0; k < _targets.Length; k++)
        {
            var target = targets is null ? k == label ? BigReal.One : BigReal.Zero : targets[k];
            _targets[k] = ((target * (BigReal.One - smoothing)) + (smoothing / row.Classes)) * (weights?[k] ?? 1);
            _mass += _targets[k];
        }

        _weight = label >= 0 && weights is not null ? weights[label] : 1;
        _isNothing = targets is null && (label < 0 || _mass.IsZero);
    }

    private BigReal LogSumExp => _row.Maximum + _row.LogSum;

    private BigReal ErrorOfLogSumExp => ((BigReal.Abs(_row.Maximum) + _row.LogSum) * _format.Unit * (8 + _row.MeanGap)) + _row.MissingLogSum;

    public Expected Loss()
    {
        if (_isNothing || _row.IsNaN)
        {
            return _isNothing ? Expected.Exactly(0.0, _format) : Expected.NaN(_format);
        }

        if (Enumerable.Range(0, _targets.Length).Any(k => _row.IsMasked(k) && !_targets[k].IsZero))
        {
            return Expected.Exactly(double.PositiveInfinity, _format);
        }

        var (loss, tolerance) = _options.FocalGamma > 0 ? Focal() : Terms();
        if (_options.ZLoss > 0)
        {
            BigReal z = _options.ZLoss;
            loss += z * LogSumExp * LogSumExp;
            tolerance += z * (((BigReal.Abs(LogSumExp) * 2) + ErrorOfLogSumExp) * ErrorOfLogSumExp) + (z * LogSumExp * LogSumExp * _format.Unit * 2);
        }

        return Expected.WithinAbsolute(loss, tolerance + (loss * _format.Unit) + (_format.LeastNormal * 2), _format);
    }

    /// <param name="k">The class.</param>
    /// <param name="divisor">What the mean divides by; where it is 0, so is every gradient.</param>
    public Expected Gradient(int k, BigReal divisor)
    {
        if (_isNothing || divisor.IsZero || _row.IsNaN)
        {
            return _isNothing || divisor.IsZero ? Expected.Exactly(0.0, _format) : Expected.NaN(_format);
        }

        var p = _row.IsMasked(k) ? BigReal.Zero : _row.ExactProbability(k);
        var growth = _row.IsMasked(k) ? _row.MeanGap : _row.GrowthOf(k);
        var lost = _row.IsMasked(k) || _row.MayCountAsZero(k) ? p : BigReal.Zero;
        BigReal gradient, tolerance;
        if (k == _label)
        {
            // p (mass - target) - target (1 - p), with 1 - p from the sum of the others.
            var (all, normal) = _row.Except(k);
            var (slope, units) = _options.FocalGamma > 0 ? Slope() : (_targets[k], 13.0);
            var (pulled, pushed) = (p * (_options.FocalGamma > 0 ? BigReal.Zero : _mass - _targets[k]), slope * all / _row.Sum);
            gradient = pulled - pushed;
            tolerance = ((pulled + pushed) * _format.Unit * (units + Math.Max(growth, _row.GrowthOfLabel(_row.IsMasked(k) ? _row.Prediction : k)))) + (slope * (all - normal) / _row.Sum);
        }
        else
        {
            var (slope, units) = _options.FocalGamma > 0 ? Slope() : (_mass, 13.0);
            var pushed = _options.FocalGamma > 0 ? BigReal.Zero : _targets[k];
            gradient = (p * slope) - pushed;
            tolerance = (((p * slope) + pushed) * _format.Unit * (units + growth)) + (lost * slope);
        }

        if (_options.ZLoss > 0)
        {
            var pull = (BigReal)_options.ZLoss * 2;
            gradient += pull * LogSumExp * p;
            tolerance += (pull * p * ErrorOfLogSumExp) + (pull * BigReal.Abs(LogSumExp) * p * _format.Unit * (13 + growth)) + (pull * BigReal.Abs(LogSumExp) * lost);
        }

        tolerance += BigReal.Abs(gradient) * _format.Unit * 2;
        return Expected.WithinAbsolute(gradient / divisor, (tolerance / divisor) + _format.LeastNormal, _format);
    }

    /// <summary>sum_k a_k (d_k + log1p(others)): no term is negative, and each is within (13 + max(d, D)) u of itself.</summary>
    private (BigReal Loss, BigReal Tolerance) Terms()
    {
        var (loss, tolerance) = (BigReal.Zero, _row.MissingLogSum * _mass);
        for (var k = 0; k < _targets.Length; k++)
        {
            if (!_targets[k].IsZero)
            {
                var term = _targets[k] * (_row.GapOf(k) + _row.LogSum);
                loss += term;
                tolerance += term * _format.Unit * (13 + (k == _label ? Math.Max(_row.GrowthOf(k), _row.GrowthOfLabel(k)) : _row.GrowthOf(k)));
            }
        }

        return (loss, tolerance);
    }

    private (BigReal Loss, BigReal Tolerance) Focal()
    {
        var (all, normal) = _row.Except(_label);
        var loss = Of(all);
        var units = Units();
        return (loss, (loss * _format.Unit * units) + (loss - Of(normal)));

        BigReal Of(BigReal others) => Power(others) * (_row.GapOf(_label) + _row.LogSum) * _weight;
    }

    /// <summary>(1 - p)^gamma + gamma p (1 - p)^(gamma - 1) (-log p), times the weight, and its units.</summary>
    private (BigReal Slope, double Units) Slope()
    {
        var (all, _) = _row.Except(_label);
        if (_row.IsMasked(_label) || all.IsZero)
        {
            return (_row.IsMasked(_label) ? _weight : BigReal.Zero, _row.IsMasked(_label) ? 10 : 0);
        }

        var crossEntropy = _row.GapOf(_label) + _row.LogSum;
        var slope = Power(all) * (BigReal.One + (_row.ExactProbability(_label) * crossEntropy * _row.Sum / all * _options.FocalGamma)) * _weight;
        return (slope, Units() + 12 + _row.GrowthOfLabel(_label));
    }

    /// <summary>The units of (1 - p)^gamma (-log p): gamma times those of 1 - p, and two of the argument gamma log(1 - p) of an exponential.</summary>
    private double Units()
    {
        var (all, _) = _row.Except(_label);
        var growth = _row.GrowthOfLabel(_label);
        var argument = all.IsZero ? 0 : Math.Abs(BigReal.Log(all / _row.Sum).ToDouble()) * _options.FocalGamma;
        return 10 + growth + (_options.FocalGamma * (9 + growth)) + (2 * argument);
    }

    private BigReal Power(BigReal others) => others.IsZero ? BigReal.Zero : BigReal.Exp(BigReal.Log(others / _row.Sum) * _options.FocalGamma);
}
