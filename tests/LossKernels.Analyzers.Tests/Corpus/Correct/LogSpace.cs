internal sealed class StreamingLogSumExp
{
    private double _max = double.NegativeInfinity;
    private double _sum;

    public double Value => _max + Math.Log(_sum);

    public void Add(double x)
    {
        if (x > _max)
        {
            _sum = _sum * Math.Exp(_max - x) + 1;
            _max = x;
        }
        else
        {
            _sum += Math.Exp(x - _max);
        }
    }
}

internal static class LogSpace
{
    public static double LogAdd(double a, double b)
    {
        if (a < b)
        {
            (a, b) = (b, a);
        }

        return double.IsNegativeInfinity(a) ? a : a + Math.Log(1 + Math.Exp(b - a));
    }

    public static double LogAddSymmetric(double a, double b)
    {
        var max = Math.Max(a, b);
        return max + Math.Log(Math.Exp(a - max) + Math.Exp(b - max));
    }

    public static double LogAddByDistance(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    // Log of a difference of exponentials, a above b.
    public static double LogSubtract(double a, double b) => a + Math.Log(1 - Math.Exp(b - a));

    // log(1 - exp(-x)), by the two branches of Maechler.
    public static double Log1mExp(double x) => x > 0.693 ? Math.Log(1 - Math.Exp(-x)) : Math.Log(-ExpM1(-x));

    public static double ExpM1(double x)
    {
        var t = Math.Tanh(x / 2);
        return 2 * t / (1 - t);
    }

    public static double Log1p(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : Math.Log(y) * x / (y - 1);
    }

    public static double Mean(double[] logs)
    {
        var max = logs.Max();
        var sum = 0.0;
        foreach (var v in logs)
        {
            sum += Math.Exp(v - max);
        }

        return max + Math.Log(sum / logs.Length);
    }

    // The forward step of a hidden Markov model.
    public static double[] Forward(double[] previous, double[,] transition, double[] emission)
    {
        var next = new double[previous.Length];
        for (var j = 0; j < next.Length; j++)
        {
            var max = double.NegativeInfinity;
            for (var i = 0; i < previous.Length; i++)
            {
                max = Math.Max(max, previous[i] + transition[i, j]);
            }

            var sum = 0.0;
            for (var i = 0; i < previous.Length; i++)
            {
                sum += Math.Exp(previous[i] + transition[i, j] - max);
            }

            next[j] = emission[j] + max + Math.Log(sum);
        }

        return next;
    }

    public static double CrossEntropy(double[] z, int label)
    {
        var max = z.Max();
        return max + Math.Log(z.Sum(v => Math.Exp(v - max))) - z[label];
    }

    public static double BinaryCrossEntropy(double z, double y) => Math.Max(z, 0) - z * y + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    public static double Entropy(double[] p)
    {
        var h = 0.0;
        foreach (var v in p)
        {
            if (v > 0)
            {
                h -= v * Math.Log(v);
            }
        }

        return h;
    }

    public static double[] LogSoftmax(double[] z)
    {
        var max = z.Max();
        var logSum = Math.Log(z.Sum(v => Math.Exp(v - max)));
        return Array.ConvertAll(z, v => v - max - logSum);
    }

    public static double KullbackLeibler(double[] p, double[] q)
    {
        var divergence = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            if (p[i] > 0)
            {
                divergence += p[i] * (Math.Log(p[i]) - Math.Log(Math.Max(q[i], double.Epsilon)));
            }
        }

        return divergence;
    }

    // Jensen-Shannon: the mean of two rows is positive wherever either is.
    public static double JensenShannonDivergence(double[] p, double[] q)
    {
        double Term(double x, double mean) => x == 0 ? 0 : x * Math.Log(x / mean);
        return p.Zip(q, (x, y) => (Term(x, (x + y) / 2) + Term(y, (x + y) / 2)) / 2).Sum();
    }

    public static double EntropyOfCounts(int[] counts)
    {
        double total = counts.Sum();
        return counts.Where(count => count != 0).Select(count => count / total).Sum(share => -share * Math.Log2(share));
    }

    public static double EntropyLossOfLogits(double[] z)
    {
        var logs = LogSoftmax(z);
        return -logs.Sum(log => log * Math.Exp(log));
    }

    public static double NegativeLogLikelihood(double[] p, int label)
    {
        if (p[label] <= 0)
        {
            return double.PositiveInfinity;
        }

        return -Math.Log(p[label]);
    }

    public static double Perplexity(double[] logs) => Math.Exp(-logs.Average());

    public static double GeometricMean(double[] x) => Math.Exp(x.Sum(v => Math.Log(v)) / x.Length);
}
