namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// One binary decision in exact arithmetic: the logistic function of a logit, its logarithm, and the loss of what speaks for and against it, with the bounds of
/// docs/numerics.md. Infinite logits have their limits.
/// </summary>
internal sealed class ExactBinary
{
    private readonly double _z;
    private readonly FloatFormat _format;

    /// <summary>exp(-|z|), 1 over 1 more than it, and its log1p; and what is left of them where an exponential below the least normal number counts as 0.</summary>
    private readonly BigReal _tail;
    private readonly BigReal _inverse;
    private readonly BigReal _logarithm;
    private readonly bool _mayCountAsZero;

    public ExactBinary(double z, FloatFormat format)
    {
        (_z, _format) = (z, format);
        if (double.IsFinite(z))
        {
            _tail = BigReal.Exp(-BigReal.Abs(z));
            _logarithm = BigReal.Log1p(_tail);
        }

        _inverse = BigReal.One / (BigReal.One + _tail);
        _mayCountAsZero = _tail * (BigReal.One - (format.Unit * 2.0)) < format.LeastNormal;
    }

    /// <summary>sigmoid(z) within 3 u.</summary>
    public Expected Probability() => double.IsNaN(_z) ? Expected.NaN(_format) : Share(_z < 0, BigReal.One, 3);

    /// <summary>log(1 + exp(z)) within 3.5 u.</summary>
    public Expected Softplus() => Loss(BigReal.Zero, BigReal.One, 3.5);

    /// <summary>-log(1 + exp(-z)) within 3.5 u.</summary>
    public Expected LogProbability()
    {
        if (!double.IsFinite(_z))
        {
            return double.IsPositiveInfinity(_z) ? Expected.Exactly(BigReal.Zero, _format) : Expected.Exactly(_z, _format);
        }

        var (all, without) = Softplus(BigReal.One, BigReal.Zero);
        return Expected.Between(-all, -all, -without, 3.5, _format);
    }

    /// <summary>onto softplus(-z) + off softplus(z), neither negative, within some units.</summary>
    public Expected Loss(BigReal onto, BigReal off, double units)
    {
        if (double.IsNaN(_z))
        {
            return Expected.NaN(_format);
        }

        if (double.IsInfinity(_z))
        {
            return (_z < 0 ? onto : off).IsZero ? Expected.Exactly(BigReal.Zero, _format) : Expected.Exactly(ExtendedReal.PositiveInfinity, _format);
        }

        var (all, without) = Softplus(onto, off);
        return Expected.Between(all, all, without, units, _format);
    }

    /// <summary>The gradient of a label: sigmoid(-z) or sigmoid(z) times the label's signed weight, within 4.5 u.</summary>
    public Expected Gradient(bool isPositive, BigReal weight)
        => double.IsNaN(_z) ? Expected.NaN(_format) : Share(isPositive ? _z > 0 : _z < 0, isPositive ? -weight : weight, 4.5);

    /// <summary>off sigmoid(z) - onto sigmoid(-z) over a divisor, within 7 u of both terms together.</summary>
    public Expected Gradient(BigReal onto, BigReal off, int divisor)
    {
        if (double.IsNaN(_z))
        {
            return Expected.NaN(_format);
        }

        var pushed = off * (_z < 0 ? _tail : BigReal.One) * _inverse / divisor;
        var pulled = onto * (_z < 0 ? BigReal.One : _tail) * _inverse / divisor;
        var missing = _mayCountAsZero ? (_z < 0 ? pushed : pulled) : BigReal.Zero;
        return Expected.WithinAbsolute(pushed - pulled, ((pushed + pulled) * _format.Unit * 7.0) + missing + (_format.LeastPositive * 4.0), _format);
    }

    /// <summary>The smaller or the larger of sigmoid(z) and sigmoid(-z), times a factor.</summary>
    private Expected Share(bool isSmaller, BigReal factor, double units)
    {
        var share = (isSmaller ? _tail : BigReal.One) * _inverse * factor;
        return Expected.Between(share, share, isSmaller && _mayCountAsZero ? BigReal.Zero : share, units, _format);
    }

    private (BigReal All, BigReal Without) Softplus(BigReal onto, BigReal off)
    {
        var far = (_z < 0 ? onto : off) * BigReal.Abs(_z);
        var all = far + ((onto + off) * _logarithm);
        return (all, _mayCountAsZero ? far : all);
    }
}
