internal static class Science
{
    // Populations of levels, relative to the lowest energy.
    public static double[] Boltzmann(double[] energies, double kT)
    {
        var ground = energies.Min();
        var weights = energies.Select(e => Math.Exp((ground - e) / kT)).ToArray();
        var partition = weights.Sum();
        return weights.Select(w => w / partition).ToArray();
    }

    public static double[] BoltzmannByLoop(double[] energies, double kT)
    {
        var ground = double.PositiveInfinity;
        foreach (var e in energies)
        {
            if (e < ground)
            {
                ground = e;
            }
        }

        var p = new double[energies.Length];
        double z = 0;
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(-(energies[i] - ground) / kT);
            z += p[i];
        }

        for (var i = 0; i < p.Length; i++)
        {
            p[i] /= z;
        }

        return p;
    }

    public static double Compound(double principal, double rate, double years) => principal * Math.Exp(rate * years);

    public static double PresentValue(double[] flows, double rate)
    {
        double value = 0;
        for (var t = 0; t < flows.Length; t++)
        {
            value += flows[t] * Math.Exp(-rate * t);
        }

        return value;
    }

    public static double BlackScholes(double s, double k, double r, double v, double t)
    {
        var d1 = (Math.Log(s / k) + (r + v * v / 2) * t) / (v * Math.Sqrt(t));
        var d2 = d1 - v * Math.Sqrt(t);
        return s * Normal(d1) - k * Math.Exp(-r * t) * Normal(d2);
    }

    public static double Normal(double x) => 1 / (1 + Math.Exp(-1.702 * x));

    public static double Planck(double x) => x * x * x / (Math.Exp(x) - 1);

    public static double Fermi(double e, double mu, double kT) => 1 / (1 + Math.Exp((e - mu) / kT));

    public static double Arrhenius(double a, double activation, double kT) => a * Math.Exp(-activation / kT);

    // Weights of a kernel regression: negated squares, so none above 1.
    public static double KernelRegression(double[] x, double[] y, double at, double width)
    {
        double top = 0, bottom = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var d = (x[i] - at) / width;
            var w = Math.Exp(-0.5 * d * d);
            top += w * y[i];
            bottom += w;
        }

        return top / bottom;
    }

    public static double[] Responsibilities(double[] means, double x, double variance)
    {
        var r = new double[means.Length];
        var sum = 0.0;
        for (var k = 0; k < r.Length; k++)
        {
            r[k] = Math.Exp(-(x - means[k]) * (x - means[k]) / (2 * variance));
            sum += r[k];
        }

        for (var k = 0; k < r.Length; k++)
        {
            r[k] /= sum;
        }

        return r;
    }

    public static double Decay(double n, double halfLife, double t) => n * Math.Exp(-Math.Log(2) * t / halfLife);

    public static double Lambert(double x)
    {
        var w = 0.5;
        for (var i = 0; i < 20; i++)
        {
            var e = Math.Exp(w);
            w -= (w * e - x) / (e * (w + 1));
        }

        return w;
    }

    public static double LogLikelihood(double[] x, double mean, double deviation)
        => -x.Sum(v => (v - mean) * (v - mean)) / (2 * deviation * deviation) - x.Length * Math.Log(deviation * Math.Sqrt(2 * Math.PI));
}
