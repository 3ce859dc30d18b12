using System;
using System.Linq;
using Acceptance;

/// <summary>Gradients from saved outputs, entropies, divergences, the best classes, and probabilities of the type Half.</summary>
internal static class Distributions
{
    public static void Run()
    {
        Gradients();
        Entropies();
        Divergences();
        Best();
        Halves();
    }

    private static void Gradients()
    {
        double[] p = [0.25, 0.5, 0.25];
        float[] upstream = [1, 2, -3];
        var dot = p.Zip(upstream, (probability, g) => probability * g).Sum();
        var gradient = new float[3];
        ThreeClasses.SoftmaxGradient([0.25f, 0.5f, 0.25f], upstream, gradient);
        Check.Near("SoftmaxGradient", [.. p.Zip(upstream, (probability, g) => probability * (g - dot))], gradient);
        ThreeClasses.LogSoftmaxGradient([.. p.Select(probability => (float)Math.Log(probability))], upstream, gradient);
        Check.Near("LogSoftmaxGradient", [.. p.Zip(upstream, (probability, g) => g - (probability * upstream.Sum()))], gradient);
    }

    private static void Entropies()
    {
        float[] logits = [0, 0, 0, 1, 2, 3];
        double[] expected = [Math.Log(3), Entropy(Batch.Softmax([1, 2, 3]))];
        var entropies = new float[2];
        ThreeClasses.Entropies(logits, entropies);
        Check.Near("Entropies", expected, entropies);
        Check.Near("Entropy", expected.Average(), ThreeClasses.Entropy(logits));

        static double Entropy(double[] p) => -p.Sum(probability => probability * Math.Log(probability));
    }

    private static void Divergences()
    {
        const double temperature = 2;
        float[] teacher = [.. Batch.Logits.Reverse()];
        var gradient = new float[teacher.Length];
        var targets = Batch.OfClasses(row => Batch.Softmax(TeacherRow(row)));
        var loss = TenClasses.Divergence(Batch.Logits, [.. targets.Select(target => (float)target)], gradient);
        Check.Near("Divergence", Batch.OfRows(row => Divergence(row, 1)).Average(), loss);
        Check.Near("Divergence's gradient", Pull(1, 1), gradient);
        loss = TenClasses.Distillation(Batch.Logits, teacher, (float)temperature, gradient);
        Check.Near("Distillation", Batch.OfRows(row => Divergence(row, temperature)).Average() * temperature * temperature, loss);
        Check.Near("Distillation's gradient", Pull(temperature, temperature), gradient);

        double[] TeacherRow(int row) => [.. teacher.Skip(row * Batch.Classes).Take(Batch.Classes).Select(logit => (double)logit)];
        double Divergence(int row, double t) => Batch.Softmax(TeacherRow(row), t).Zip(Batch.Softmax(row, t), (p, q) => p * Math.Log(p / q)).Sum();
        double[] Pull(double t, double scale) => Batch.OfClasses(row => [.. Batch.Softmax(row, t).Zip(Batch.Softmax(TeacherRow(row), t), (q, p) => scale * (q - p) / Batch.Rows)]);
    }

    private static void Best()
    {
        var labels = new int[Batch.Rows * 3];
        var probabilities = new float[Batch.Rows * 3];
        TenClasses.Top3(Batch.Logits, labels, probabilities);
        Compare("Top3", 1);
        TenClasses.Top3Calibrated(Batch.Logits, 1.5f, labels, probabilities);
        Compare("Top3Calibrated", 1.5);

        void Compare(string kernel, double temperature)
        {
            var best = Enumerable.Range(0, Batch.Rows).SelectMany(row => Batch.Softmax(row, temperature).Select((p, k) => (p, k)).OrderByDescending(pair => pair.p).Take(3)).ToArray();
            Check.Near($"{kernel}'s labels", [.. best.Select(pair => (double)pair.k)], [.. labels.Select(label => (float)label)]);
            Check.Near($"{kernel}'s probabilities", [.. best.Select(pair => pair.p)], probabilities);
        }
    }

    private static void Halves()
    {
        const double halfStep = 0.00049;
        Half[] logits = [.. Batch.Logits.Select(logit => (Half)logit)];
        var results = new Half[logits.Length];
        double[] Row(int row) => Batch.Softmax([.. logits.Skip(row * Batch.Classes).Take(Batch.Classes).Select(logit => (double)logit)]);
        TenClasses.SoftmaxHalf(logits, results);
        Check.Near("SoftmaxHalf", Batch.OfClasses(Row), [.. results.Select(value => (float)value)], halfStep);
        var loss = TenClasses.LossOfHalf(logits, Batch.Labels, results);
        Check.Near("LossOfHalf", Batch.OfRows(row => -Math.Log(Row(row)[Batch.Labels[row]])).Average(), loss, halfStep);
        Check.Near(
            "LossOfHalf's gradient",
            Batch.OfClasses(row => [.. Row(row).Select((p, k) => (p - (k == Batch.Labels[row] ? 1 : 0)) / Batch.Rows)]),
            [.. results.Select(value => (float)value)],
            halfStep);
    }
}
