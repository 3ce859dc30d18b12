using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Shapes;

/// <summary>Scores that are looked up: in dictionaries, by the elements of another collection, through out parameters.</summary>
public class LookupTests
{
    private const string Wrong = """
        enum Move { Left, Right }
        class Policy
        {
            float Chance(Dictionary<Move, float> values, List<Move> moves, Move chosen, float t)
            {
                float sum = 0;
                foreach (var move in moves) { sum += {|LK1001:MathF.Exp(values[move] / t)|}; }
                return MathF.Exp(values[chosen] / t) / sum;
            }

            float ByPower(Dictionary<Move, float> values, Move[] moves, Move chosen)
            {
                var sum = 0f;
                for (var i = 0; i < moves.Length; i++) { sum += (float){|LK1001:Math.Pow(Math.E, values[moves[i]])|}; }
                return (float)Math.Pow(Math.E, values[chosen]) / sum;
            }

            double Surprise(double[] scores, int[] allowed, int chosen) => {|LK1004:Math.Log({|LK1001:Math.Exp(scores[chosen])|} / allowed.Sum(k => Math.Exp(scores[k])))|};

            double Evidence(Dictionary<string, double> logs, string[] keys)
            {
                var sum = 0.0;
                foreach (var key in keys) { logs.TryGetValue(key, out var log); sum += Math.Exp(log); }
                return {|LK1003:Math.Log(sum)|};
            }
        }

        class Score { public double Log; public static Score operator +(Score left, Score right) => new() { Log = left.Log + right.Log }; }
        abstract class Bayes
        {
            Dictionary<(string, int), Score> _cache = new();
            protected abstract Score Compute(string word, int label);
            Score Of(string word, int label) { if (_cache.TryGetValue((word, label), out var known)) { return known; } return Compute(word, label); }
            double Evidence(string word, int labels)
            {
                var scores = new Score[labels];
                for (var c = 0; c < labels; ++c) { scores[c] = Of(word, c); }
                var total = 0.0D;
                for (var c = 0; c < labels; ++c) { var prior = Of(word, -c); var joint = scores[c] + prior; total += Math.Exp(joint.Log); }
                return {|LK1003:Math.Log(total)|};
            }
        }
        """;

    private const string Right = """
        enum Move { Left, Right }
        class Policy
        {
            float Chance(Dictionary<Move, float> values, List<Move> moves, Move chosen, float t)
            {
                var max = moves.Max(move => values[move]);
                float sum = 0;
                foreach (var move in moves) { sum += MathF.Exp((values[move] - max) / t); }
                return MathF.Exp((values[chosen] - max) / t) / sum;
            }

            double Ratio(double[] scores, double[] others, int[] allowed, int chosen) => Math.Exp(others[chosen]) / allowed.Sum(k => Math.Exp(scores[k] - scores.Max()));
            double Unrelated(double[] scores, double x) => Math.Exp(x) / scores.Sum(s => Math.Exp(s - scores.Max()));

            Dictionary<string, double> Posterior(Dictionary<string, double> logs)
            {
                var max = logs.Max(pair => pair.Value);
                var sum = logs.Values.Sum(log => Math.Exp(log - max));
                var result = new Dictionary<string, double>();
                foreach (var pair in logs) { result[pair.Key] = Math.Exp(pair.Value - max) / sum; }
                return result;
            }

            double Evidence(Dictionary<string, double> logs, string[] keys)
            {
                var max = double.NegativeInfinity;
                foreach (var key in keys) { logs.TryGetValue(key, out var log); max = Math.Max(max, log); }
                var sum = 0.0;
                foreach (var key in keys) { logs.TryGetValue(key, out var log); sum += Math.Exp(log - max); }
                return max + Math.Log(sum);
            }

            double Centred(double[] scores) { Centre(ref scores); return Math.Log(scores.Sum(s => Math.Exp(s))); }
            extern static void Centre(ref double[] scores);
            double Mean(Dictionary<string, double> logs, string[] keys) { var sum = 0.0; foreach (var key in keys) { logs.TryGetValue(key, out var log); sum += Math.Exp(log); } return sum / keys.Length; }
            bool Grow(Dictionary<string, double> logs, string key, double by) { logs.TryGetValue(key, out var log); log += by; logs[key] = log; return Math.Exp(log) > 2; }
        }
        """;

    private static readonly RuleVerifier s_rules = new("", new LossAnalyzer());

    [Fact]
    public Task Exponentials_of_what_is_looked_up_are_followed() => s_rules.Reports(Wrong, Consumer.Options);

    [Fact]
    public Task Shifted_they_are_silent() => s_rules.Reports(Right, Consumer.Options);
}
