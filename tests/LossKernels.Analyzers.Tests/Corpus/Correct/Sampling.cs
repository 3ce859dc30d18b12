internal sealed class Sampling(Random random)
{
    public double Gumbel() => -Math.Log(-Math.Log(random.NextDouble()));

    public double Exponential(double rate) => -Math.Log(1 - random.NextDouble()) / rate;

    public bool Metropolis(double before, double after, double temperature)
    {
        var delta = after - before;
        return delta <= 0 || random.NextDouble() < Math.Exp(-delta / temperature);
    }

    public double Annealed(double start, double rate, int step) => start * Math.Exp(-rate * step);

    public int GumbelMax(double[] logits)
    {
        var best = 0;
        var bestValue = double.NegativeInfinity;
        for (var i = 0; i < logits.Length; i++)
        {
            var value = logits[i] + Gumbel();
            if (value > bestValue)
            {
                (best, bestValue) = (i, value);
            }
        }

        return best;
    }

    public int FromLogits(double[] logits, double temperature)
    {
        var max = logits.Max();
        var weights = new double[logits.Length];
        var total = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            weights[i] = Math.Exp((logits[i] - max) / temperature);
            total += weights[i];
        }

        var target = random.NextDouble() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            target -= weights[i];
            if (target <= 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    public double[] ImportanceWeights(double[] logWeights)
    {
        var max = logWeights.Max();
        var weights = logWeights.Select(w => Math.Exp(w - max)).ToList();
        var total = weights.Sum();
        for (var i = 0; i < weights.Count; i++)
        {
            weights[i] /= total;
        }

        return [.. weights];
    }

    public double Normal()
    {
        var u = 1 - random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
