namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>The oracle itself: against the literature, and that its bounds are neither wider nor narrower than DESIGN's.</summary>
public class ExactRowTests
{
    private static readonly FloatFormat _single = FloatFormat.Single;
    private static readonly FloatFormat _double = FloatFormat.Double;

    [Fact]
    public void Probabilities_of_1_2_half_are_those_of_the_literature()
    {
        var row = new ExactRow([1, 2, 0.5], _double);
        Assert.Equal([0.2312, 0.6285, 0.1402], new[] { 0, 1, 2 }.Select(k => Math.Round(Value(row.Probability(k)), 4)));
    }

    [Fact]
    public void A_confident_loss_keeps_its_digits()
    {
        var row = new ExactRow([20, 0], _single);
        Assert.Equal(2.0611536e-9, Value(row.Loss(0)), 1e-16);
        Assert.Equal(20 + 2.0611536e-9, Value(row.Loss(1)), 1e-14);
        Assert.False(row.Loss(0).Accepts(0));
        Assert.True(row.Loss(0).Accepts(2.0611536e-9f));
        Assert.Equal(-2.0611536e-9, Value(row.LogProbability(0)), 1e-16);
        Assert.Equal(-2.0611536e-9, Value(row.Gradient(0, 0, 1)), 1e-16);
        Assert.False(row.Gradient(0, 0, 1).Accepts(0));
    }

    [Fact]
    public void A_bound_is_met_at_its_edge_and_broken_beyond_it()
    {
        // Four equal logits: p = 1/4, d = D = 0, so 6u = 6 * 2^-23 relative.
        var expected = new ExactRow([3, 3, 3, 3], _single).Probability(1);
        var u = Math.ScaleB(1, -23);
        Assert.True(expected.Accepts(0.25 * (1 + (6 * u))));
        Assert.False(expected.Accepts(0.25 * (1 + (6.01 * u))));
        Assert.True(expected.Accepts(0.25 * (1 - (6 * u))));
        Assert.False(expected.Accepts(0.25 * (1 - (6.01 * u))));
        Assert.False(expected.Accepts(double.NaN));
    }

    [Fact]
    public void The_bound_of_a_probability_grows_with_its_gap_and_with_the_mean_gap()
    {
        var u = Math.ScaleB(1, -52);
        var row = new ExactRow([0, -10, -1], _double);
        var (e1, e2) = (Math.Exp(-10), Math.Exp(-1));
        var meanGap = ((10 * e1) + e2) / (e1 + e2);
        AssertUnits(6 + meanGap, row.Probability(0), u);
        AssertUnits(16, row.Probability(1), u);
        AssertUnits(8 + meanGap, row.Loss(0), u);
        AssertUnits(18, row.Loss(1), u);

        // Other than label 2 there are the maximum with weight 1 and the gap 10 with weight e^-10: the label's own gap 1 is larger.
        AssertUnits(9, row.Loss(2), u);
    }

    [Fact]
    public void The_mean_gap_survives_exponentials_below_every_double()
    {
        var row = new ExactRow([0, -1900, -1901], _double);
        var meanGap = 1900 + (1 / (Math.E + 1));
        AssertUnits(6 + meanGap, row.Probability(0), Math.ScaleB(1, -52));
    }

    [Fact]
    public void Below_the_least_normal_number_anything_down_to_0_will_do_and_nothing_above()
    {
        var expected = new ExactRow([0, -90], _single).Probability(1);
        var exact = Math.Exp(-90);
        Assert.True(expected.Accepts(0));
        Assert.True(expected.Accepts((float)exact));
        Assert.False(expected.Accepts(exact * 1.01));
        Assert.False(expected.Accepts(-float.Epsilon));
        Assert.False(new ExactRow([0, -80], _single).Probability(1).Accepts(0));
    }

    [Fact]
    public void Terms_below_the_least_normal_number_may_count_as_0_even_where_their_sum_is_normal()
    {
        // 4,000 terms of e^-90 add up to a loss of 3.3e-36, a normal number.
        var expected = new ExactRow([0, .. Enumerable.Repeat(-90.0, 4000)], _single).Loss(0);
        Assert.True(expected.Accepts(0));
        Assert.True(expected.Accepts((float)(4000 * Math.Exp(-90))));
        Assert.False(expected.Accepts((float)(4004 * Math.Exp(-90))));
    }

    [Fact]
    public void Special_values_follow_their_rules()
    {
        const double inf = double.PositiveInfinity;
        var masked = new ExactRow([1, -inf, 1], _single);
        Assert.True(masked.Probability(1).Accepts(0) && !masked.Probability(1).Accepts(float.Epsilon));
        Assert.True(masked.LogProbability(1).Accepts(-inf));
        Assert.True(masked.Loss(1).Accepts(inf));
        Assert.True(masked.Gradient(1, 1, 1).Accepts(-1));
        Assert.True(masked.Gradient(0, 1, 1).Accepts(0));
        Assert.True(masked.Loss([0.5, 0, 0.5]).Accepts((float)Math.Log(2)));
        Assert.True(masked.Loss([0.5, 0.1, 0.4]).Accepts(inf));

        foreach (var row in (double[][])[[1, double.NaN, 2], [1, inf, 2], [-inf, -inf]])
        {
            var exact = new ExactRow(row, _single);
            Assert.True(exact.Probability(0).Accepts(double.NaN) && !exact.Probability(0).Accepts(0));
            Assert.True(exact.Loss(0).Accepts(double.NaN) && exact.Gradient(0, 1, 3).Accepts(double.NaN));
        }

        Assert.True(new ExactRow([1, inf, 2], _single).LogSumExp().Accepts(inf));
        Assert.True(new ExactRow([-inf, -inf], _single).LogSumExp().Accepts(-inf));
        Assert.True(new ExactRow([inf, double.NaN], _single).LogSumExp().Accepts(double.NaN));
        Assert.Equal(1, new ExactRow([inf, double.NaN, double.NaN], _single).Prediction);
        Assert.Equal(1, new ExactRow([0, 3, 3], _single).Prediction);
        Assert.Equal(0, new ExactRow([-inf, -inf], _single).Prediction);
    }

    [Fact]
    public void A_result_beyond_the_largest_number_may_be_infinite()
    {
        var row = new ExactRow([3e38, -3e38], _single);
        Assert.True(row.Loss(1).Accepts(double.PositiveInfinity));
        Assert.False(new ExactRow([1e38, -1e38], _single).Loss(1).Accepts(double.PositiveInfinity));
    }

    [Fact]
    public void A_mean_adds_two_units_to_its_rows()
    {
        var expected = Expected.Total([Expected.Within(1, 3, _double), Expected.Within(2, 3, _double)], 2, _double);
        AssertUnits(5, expected, Math.ScaleB(1, -52));
        Assert.True(Expected.Total([Expected.Within(1, 3, _double), Expected.NaN(_double)], 2, _double).Accepts(double.NaN));
    }

    private static double Value(Expected expected) => expected.Exact.Finite.ToDouble();

    private static void AssertUnits(double units, Expected expected, double u)
    {
        var exact = expected.Exact.Finite;
        Assert.Equal(units, ((expected.High - expected.Low) / BigReal.Abs(exact) / 2.0).ToDouble() / u, units * 1e-9);
    }
}
