using System.Globalization;

namespace LossKernels.Benchmarks.Analysis;

/// <summary>Losses written by hand, in several shapes, right and wrong.</summary>
internal static class LossCode
{
    private const string Text = """
        using System;
        using System.Linq;

        namespace Losses.Area{0};

        public sealed class Network{0}
        {
            private readonly double[] _weights = new double[100];
            private double _total;

            public static double[] Softmax(double[] scores)
            {
                var max = scores[0];
                for (var i = 1; i < scores.Length; i++)
                {
                    if (scores[i] > max)
                    {
                        max = scores[i];
                    }
                }

                var sum = 0.0;
                var probabilities = new double[scores.Length];
                for (var i = 0; i < scores.Length; i++)
                {
                    probabilities[i] = Math.Exp(scores[i] - max);
                    sum += probabilities[i];
                }

                for (var i = 0; i < scores.Length; i++)
                {
                    probabilities[i] /= sum;
                }

                return probabilities;
            }

            public static double[] Unshifted(double[] scores)
            {
                var exponentials = scores.Select(score => Math.Exp(score)).ToArray();
                var sum = exponentials.Sum();
                return exponentials.Select(exponential => exponential / sum).ToArray();
            }

            public static double CrossEntropy(double[][] batch, int[] labels)
            {
                var loss = 0.0;
                for (var row = 0; row < batch.Length; row++)
                {
                    var probabilities = Softmax(batch[row]);
                    loss -= Math.Log(Math.Max(probabilities[labels[row]], 1e-15));
                }

                return loss / batch.Length;
            }

            public static double LogSumExp(ReadOnlySpan<double> scores)
            {
                var max = double.NegativeInfinity;
                foreach (var score in scores)
                {
                    max = Math.Max(max, score);
                }

                var sum = 0.0;
                foreach (var score in scores)
                {
                    sum += Math.Exp(score - max);
                }

                return max + Math.Log(sum);
            }

            public static float Sigmoid(float x) => x >= 0 ? 1 / (1 + MathF.Exp(-x)) : MathF.Exp(x) / (1 + MathF.Exp(x));

            public static double BinaryLoss(double logit, double target)
            {
                var probability = 1 / (1 + Math.Exp(-logit));
                return -target * Math.Log(probability) - (1 - target) * Math.Log(1 - probability);
            }

            public void Train(double[][] inputs, int[] labels, int classes, double rate)
            {
                var gradient = new double[_weights.Length];
                for (var row = 0; row < inputs.Length; row++)
                {
                    var scores = new double[classes];
                    for (var k = 0; k < classes; k++)
                    {
                        for (var j = 0; j < inputs[row].Length; j++)
                        {
                            scores[k] += _weights[k * inputs[row].Length + j] * inputs[row][j];
                        }
                    }

                    var probabilities = Softmax(scores);
                    _total -= Math.Log(probabilities[labels[row]] + 1e-12);
                    for (var k = 0; k < classes; k++)
                    {
                        var error = probabilities[k] - (k == labels[row] ? 1 : 0);
                        for (var j = 0; j < inputs[row].Length; j++)
                        {
                            gradient[k * inputs[row].Length + j] += error * inputs[row][j];
                        }
                    }
                }

                for (var i = 0; i < _weights.Length; i++)
                {
                    _weights[i] -= rate * gradient[i] / inputs.Length;
                }
            }
        }

        """;

    /// <summary>Files with that many lines in all.</summary>
    public static IReadOnlyList<string> Files(int lines)
    {
        var count = Math.Max(1, lines / Text.Count(character => character == '\n'));
        return [.. Enumerable.Range(0, count).Select(number => Text.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
    }
}
