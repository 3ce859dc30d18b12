using System;
using System.Linq;
using Acceptance;

const int Rows = 5;
var three = new float[Rows * 3];
var rows = new float[Rows];
ThreeClasses.Softmax(Logits(Rows * 3), three);
SumsToOne("ThreeClasses.Softmax", three, 3);
ThreeClasses.SoftmaxAt(Logits(Rows * 3), 2f, three);
SumsToOne("ThreeClasses.SoftmaxAt", three, 3);
ThreeClasses.LogSoftmax(Logits(Rows * 3), three);
SumsToOne("ThreeClasses.LogSoftmax", [.. three.Select(MathF.Exp)], 3);
ThreeClasses.LogSumExps(Logits(Rows * 3), rows);
Near("ThreeClasses.LogSumExp", rows[0], ThreeClasses.LogSumExp(Logits(3)));

var logits = Logits(Rows * 10);
var doubles = logits.Select(value => (double)value).ToArray();
var labels = Enumerable.Range(0, Rows).ToArray();
var targets = new float[Rows * 10];
for (var row = 0; row < Rows; row++)
{
    targets[(row * 10) + labels[row]] = 1;
}

var probabilities = new float[Rows * 10];
var doubleProbabilities = new double[Rows * 10];
TenClasses.Softmax(logits, probabilities);
SumsToOne("TenClasses.Softmax", probabilities, 10);
TenClasses.SoftmaxDouble(doubles, doubleProbabilities);
SumsToOne("TenClasses.SoftmaxDouble", [.. doubleProbabilities.Select(value => (float)value)], 10);

var loss = TenClasses.Loss(logits, labels);
var gradient = new float[Rows * 10];
var losses = new float[Rows];
Near("the loss by definition", labels.Select((label, row) => -MathF.Log(probabilities[(row * 10) + label])).Average(), loss);
Near("LossOfBytes", loss, TenClasses.LossOfBytes(logits, [.. labels.Select(label => (byte)label)]));
Near("LossOfLongs", loss, TenClasses.LossOfLongs(logits, [.. labels.Select(label => (long)label)]));
Near("SoftLoss", loss, TenClasses.SoftLoss(logits, targets));
Near("LossAndGradient", loss, TenClasses.LossAndGradient(logits, labels, gradient));
SumsTo("LossAndGradient's gradient", gradient, 10, 0);
Near("LossAndGradientDouble", loss, (float)TenClasses.LossAndGradientDouble(doubles, labels, doubleProbabilities));
Near("SoftLossAndGradient", loss, TenClasses.SoftLossAndGradient(logits, targets, gradient));
SumsTo("SoftLossAndGradient's gradient", gradient, 10, 0);
Near("TrainingStep", loss, TenClasses.TrainingStep(logits, labels, gradient, losses, probabilities, out var correct));
Near("TotalLoss", loss * Rows, TenClasses.TotalLoss(logits, labels));
TenClasses.Losses(logits, labels, losses);
Near("Losses", loss, losses.Average());
Near("LossOfOne", losses[0], TenClasses.LossOfOne(logits.AsSpan(0, 10), labels[0]));

var predicted = new int[Rows];
var best = new float[Rows];
TenClasses.PredictAll(logits, predicted, best);
Near("TrainingStep's correct", predicted.Where((label, row) => label == labels[row]).Count(), correct);
Near("Predict", predicted[0], TenClasses.Predict(logits.AsSpan(0, 10)));
Near("PredictWithConfidence", predicted[0], TenClasses.PredictWithConfidence(logits.AsSpan(0, 10), out var probability));
Near("PredictWithConfidence's probability", best[0], probability);
Near("PredictCalibrated", predicted[0], TenClasses.PredictCalibrated(logits.AsSpan(0, 10), 1f, out probability));
Near("PredictCalibrated's probability", best[0], probability);

var many = new float[2 * 32000];
Vocabulary.Softmax(Logits(many.Length), many);
SumsToOne("Vocabulary.Softmax", many, 32000);
Near("Vocabulary.LossAndGradient", MathF.Log(32000), Vocabulary.LossAndGradient(new float[2 * 32000], [3, 31999], many));
SumsTo("Vocabulary.LossAndGradient's gradient", many, 32000, 0);

var seven = new float[7];
new Outer<string>.Inner().Softmax(Logits(7), seven);
SumsToOne("Outer.Inner.Softmax", seven, 7);
Console.WriteLine("every kernel ran");

static float[] Logits(int count) => [.. Enumerable.Range(0, count).Select(index => 4 * MathF.Sin(index))];

static void SumsToOne(string kernel, float[] values, int classes) => SumsTo(kernel, values, classes, 1);

static void SumsTo(string kernel, float[] values, int classes, float expected)
{
    foreach (var row in values.Chunk(classes))
    {
        Near(kernel, expected, (float)row.Sum(value => (double)value));
    }
}

static void Near(string kernel, float expected, float actual)
{
    if (!(Math.Abs(actual - expected) <= 1e-5f * Math.Max(1, Math.Abs(expected))))
    {
        throw new InvalidOperationException($"{kernel}: {actual} where {expected} was expected");
    }
}
