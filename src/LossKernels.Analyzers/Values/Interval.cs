namespace LossKernels.Analyzers.Values;

/// <summary>Where a number can lie. Ends are included, as far as they are numbers.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static readonly Interval All = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool HasUpperBound => High < double.PositiveInfinity;

    /// <summary>Whether there is a bound on both sides.</summary>
    public bool IsFinite => HasUpperBound && Low > double.NegativeInfinity;

    public static Interval operator -(Interval interval) => new(-interval.High, -interval.Low);

    public static Interval operator +(Interval left, Interval right) => new(left.Low + right.Low, left.High + right.High);

    public static Interval operator *(Interval left, Interval right)
    {
        var products = new[]
        {
            Product(left.Low, right.Low), Product(left.Low, right.High), Product(left.High, right.Low), Product(left.High, right.High),
        };
        return new(products.Min(), products.Max());
    }

    public Interval Intersect(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>An end of 0 times an infinite end is 0: no number in the one is infinite.</summary>
    private static double Product(double left, double right) => left == 0 || right == 0 ? 0 : left * right;
}
