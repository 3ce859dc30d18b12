internal static class StableActivations
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double TwoSided(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        var e = Math.Exp(x);
        return e / (1 + e);
    }

    public static double BySign(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    public static float SoftplusWithThreshold(float x, float beta = 1, float threshold = 20)
        => x * beta > threshold ? x : MathF.Log(1 + MathF.Exp(x * beta)) / beta;

    public static double LogSigmoid(double x) => Math.Min(x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x)));

    public static double LogSigmoidByBranch(double x) => x >= 0 ? -Math.Log(1 + Math.Exp(-x)) : x - Math.Log(1 + Math.Exp(x));

    public static double Mish(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));

    public static double Swish(double x, double beta) => x / (1 + Math.Exp(-beta * x));

    public static double Gelu(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    public static double Elu(double x, double alpha) => x > 0 ? x : alpha * (Math.Exp(x) - 1);

    public static double Tanh(double x)
    {
        var e = Math.Exp(-2 * Math.Abs(x));
        return Math.Sign(x) * (1 - e) / (1 + e);
    }

    public static double Gaussian(double x) => Math.Exp(-x * x);

    public static double Bounded(double x)
    {
        x = Math.Clamp(x, -40, 40);
        return Math.Exp(x) / (1 + Math.Exp(x));
    }

    public static double Saturating(double x)
    {
        if (x > 40)
        {
            return 1;
        }

        if (x < -40)
        {
            return 0;
        }

        return Math.Exp(x) / (1 + Math.Exp(x));
    }

    public static double HingeLike(double margin) => margin switch
    {
        > 30 => 0,
        < -30 => -margin,
        _ => Math.Log(1 + Math.Exp(-margin)),
    };
}
