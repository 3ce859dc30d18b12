// Losses of batches, their means and gradients, as they should be.

/// <summary>A mean over rows whose labels may be ignored: the divisor counts what was added.</summary>
static class IgnoredLabels
{
    public static double CrossEntropyLoss(double[][] logits, int[] labels, int ignored = -100)
    {
        var loss = 0.0;
        var counted = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == ignored)
            {
                continue;
            }

            var max = logits[i].Max();
            loss += max + Math.Log(logits[i].Sum(z => Math.Exp(z - max))) - logits[i][labels[i]];
            counted++;
        }

        return counted > 0 ? loss / counted : 0;
    }
}

/// <summary>Class weights: the mean divides by the weights of the rows.</summary>
static class WeightedLoss
{
    public static double CrossEntropy(double[][] logProbabilities, int[] labels, double[] classWeights)
    {
        double loss = 0, weight = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            loss -= classWeights[labels[i]] * logProbabilities[i][labels[i]];
            weight += classWeights[labels[i]];
        }

        return loss / weight;
    }
}

/// <summary>Parts of a batch: each returns its total and its count, and the mean is taken once.</summary>
sealed class MergedLoss
{
    private double _total;
    private int _count;

    public void Add(double[][] probabilities, int[] labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            _total -= Math.Log(Math.Max(probabilities[i][labels[i]], 1e-300));
            _count++;
        }
    }

    public double Mean => _total / _count;

    public static (double Total, int Count) TotalOf(double[][] probabilities, int[] labels)
        => (probabilities.Zip(labels, (row, label) => -Math.Log(Math.Max(row[label], 1e-300))).Sum(), labels.Length);
}

/// <summary>Perplexity of a text, and its length in bits: sums over the words are what these are made of.</summary>
static class LanguageModel
{
    public static double Perplexity(double[][] probabilities, int[] words)
    {
        var logLikelihood = 0.0;
        for (int t = 0; t < words.Length; t++)
        {
            logLikelihood += Math.Log(Math.Max(probabilities[t][words[t]], 1e-300));
        }

        return Math.Exp(-logLikelihood / words.Length);
    }

    public static double CodeLengthInBits(double[][] probabilities, int[] words)
        => -words.Select((word, t) => Math.Log2(Math.Max(probabilities[t][word], 1e-300))).Sum();
}

/// <summary>Statistics: the log-likelihood is a sum, and criteria are made of it.</summary>
static class Likelihoods
{
    public static double LogLikelihood(double[][] probabilities, int[] outcomes)
        => probabilities.Zip(outcomes, (row, outcome) => Math.Log(Math.Max(row[outcome], 1e-300))).Sum();

    public static double Akaike(double[][] probabilities, int[] outcomes, int parameters) => 2 * parameters - 2 * LogLikelihood(probabilities, outcomes);

    public static double Penalized(double[][] probabilities, int[] outcomes, double[] weights, double strength)
        => -LogLikelihood(probabilities, outcomes) + 0.5 * strength * weights.Sum(w => w * w);
}

/// <summary>A policy's gradient: logarithms weighed by advantages, a mean over the steps.</summary>
static class Policy
{
    public static double Loss(double[][] probabilities, int[] actions, double[] advantages)
    {
        var loss = 0.0;
        for (int i = 0; i < actions.Length; i++)
        {
            loss -= advantages[i] * Math.Log(Math.Max(probabilities[i][actions[i]], 1e-300));
        }

        return loss / actions.Length;
    }
}

/// <summary>Several outputs that are each right or wrong: the mean over all of them is usual.</summary>
static class MultiLabel
{
    public static double BinaryLoss(double[][] logits, double[][] targets)
    {
        var loss = 0.0;
        for (int i = 0; i < logits.Length; i++)
        {
            for (int j = 0; j < logits[i].Length; j++)
            {
                var z = logits[i][j];
                loss += Math.Max(z, 0) - z * targets[i][j] + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            }
        }

        return loss / (logits.Length * logits[0].Length);
    }
}

/// <summary>Samples that stand in columns: what looks like classes are the rows.</summary>
static class Columns
{
    public static double CrossEntropyCost(double[,] activations, double[,] targets)
    {
        var m = targets.GetLength(1);
        var cost = 0.0;
        for (int k = 0; k < targets.GetLength(0); k++)
        {
            for (int i = 0; i < m; i++)
            {
                cost -= targets[k, i] * Math.Log(Math.Max(activations[k, i], 1e-300));
            }
        }

        return cost / m;
    }
}

/// <summary>A softmax layer: its whole gradient, and the one behind a cross-entropy.</summary>
sealed class SoftmaxLayer
{
    private double[] _output = [];

    public double[] Forward(double[] scores)
    {
        var max = scores.Max();
        var exponentials = scores.Select(score => Math.Exp(score - max)).ToArray();
        var sum = exponentials.Sum();
        return _output = exponentials.Select(e => e / sum).ToArray();
    }

    public double[] Backward(double[] upstream)
    {
        var dot = _output.Zip(upstream, (p, g) => p * g).Sum();
        return _output.Zip(upstream, (p, g) => p * (g - dot)).ToArray();
    }

    public double[] BackwardByJacobian(double[] upstream)
    {
        var gradient = new double[upstream.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                var derivative = i == j ? _output[i] * (1 - _output[i]) : -_output[i] * _output[j];
                gradient[i] += derivative * upstream[j];
            }
        }

        return gradient;
    }

    public double[] GradientOfCrossEntropy(double[] targets) => _output.Zip(targets, (p, t) => p - t).ToArray();

    public double[] DiagonalOfHessian() => _output.Select(p => p * (1 - p)).ToArray();
}

/// <summary>A hidden layer of sigmoids: its error comes from the layer behind it.</summary>
sealed class HiddenLayer
{
    private readonly double[] _output = new double[8];

    public void Forward(double[] z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            _output[i] = 1 / (1 + Math.Exp(-z[i]));
        }
    }

    public double[] Backward(double[] upstream) => _output.Zip(upstream, (a, g) => g * a * (1 - a)).ToArray();
}
