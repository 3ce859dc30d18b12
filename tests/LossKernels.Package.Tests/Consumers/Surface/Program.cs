using System;
using System.Linq;
using Acceptance;

const int Rows = Batch.Rows;
var three = new float[Rows * 3];
var rows = new float[Rows];
ThreeClasses.Softmax(Batch.Waves(Rows * 3), three);
Check.SumsToOne("ThreeClasses.Softmax", three, 3);
ThreeClasses.SoftmaxAt(Batch.Waves(Rows * 3), 2f, three);
Check.SumsToOne("ThreeClasses.SoftmaxAt", three, 3);
ThreeClasses.LogSoftmax(Batch.Waves(Rows * 3), three);
Check.SumsToOne("ThreeClasses.LogSoftmax", [.. three.Select(MathF.Exp)], 3);
ThreeClasses.LogSumExps(Batch.Waves(Rows * 3), rows);
Check.Near("ThreeClasses.LogSumExp", rows[0], ThreeClasses.LogSumExp(Batch.Waves(3)));

var logits = Batch.Logits;
var doubles = logits.Select(value => (double)value).ToArray();
var labels = Batch.Labels;
var targets = new float[Rows * 10];
for (var row = 0; row < Rows; row++)
{
    targets[(row * 10) + labels[row]] = 1;
}

var probabilities = new float[Rows * 10];
var doubleProbabilities = new double[Rows * 10];
TenClasses.Softmax(logits, probabilities);
Check.SumsToOne("TenClasses.Softmax", probabilities, 10);
TenClasses.SoftmaxDouble(doubles, doubleProbabilities);
Check.SumsToOne("TenClasses.SoftmaxDouble", [.. doubleProbabilities.Select(value => (float)value)], 10);

var loss = TenClasses.Loss(logits, labels);
var gradient = new float[Rows * 10];
var losses = new float[Rows];
Check.Near("the loss by definition", Batch.OfRows(Batch.Loss).Average(), loss);
Check.Near("the labels' probabilities", Batch.OfRows(row => Math.Exp(-Batch.Loss(row))), [.. labels.Select((label, row) => probabilities[(row * 10) + label])]);
Check.Near("LossOfBytes", loss, TenClasses.LossOfBytes(logits, [.. labels.Select(label => (byte)label)]));
Check.Near("LossOfLongs", loss, TenClasses.LossOfLongs(logits, [.. labels.Select(label => (long)label)]));
Check.Near("SoftLoss", loss, TenClasses.SoftLoss(logits, targets));
Check.Near("LossAndGradient", loss, TenClasses.LossAndGradient(logits, labels, gradient));
Check.SumsTo("LossAndGradient's gradient", gradient, 10, 0);
Check.Near("LossAndGradientDouble", loss, (float)TenClasses.LossAndGradientDouble(doubles, labels, doubleProbabilities));
Check.Near("SoftLossAndGradient", loss, TenClasses.SoftLossAndGradient(logits, targets, gradient));
Check.SumsTo("SoftLossAndGradient's gradient", gradient, 10, 0);
Check.Near("TrainingStep", loss, TenClasses.TrainingStep(logits, labels, gradient, losses, probabilities, out var correct));
Check.Near("TotalLoss", loss * Rows, TenClasses.TotalLoss(logits, labels));
TenClasses.Losses(logits, labels, losses);
Check.Near("Losses", loss, losses.Average());
Check.Near("LossOfOne", losses[0], TenClasses.LossOfOne(logits.AsSpan(0, 10), labels[0]));

var predicted = new int[Rows];
var best = new float[Rows];
TenClasses.PredictAll(logits, predicted, best);
Check.Near("TrainingStep's correct", predicted.Where((label, row) => label == labels[row]).Count(), correct);
Check.Near("Predict", predicted[0], TenClasses.Predict(logits.AsSpan(0, 10)));
Check.Near("PredictWithConfidence", predicted[0], TenClasses.PredictWithConfidence(logits.AsSpan(0, 10), out var probability));
Check.Near("PredictWithConfidence's probability", best[0], probability);
Check.Near("PredictCalibrated", predicted[0], TenClasses.PredictCalibrated(logits.AsSpan(0, 10), 1f, out probability));
Check.Near("PredictCalibrated's probability", best[0], probability);

var many = new float[2 * 32000];
Vocabulary.Softmax(Batch.Waves(many.Length), many);
Check.SumsToOne("Vocabulary.Softmax", many, 32000);
Check.Near("Vocabulary.LossAndGradient", MathF.Log(32000), Vocabulary.LossAndGradient(new float[2 * 32000], [3, 31999], many));
Check.SumsTo("Vocabulary.LossAndGradient's gradient", many, 32000, 0);

var seven = new float[7];
new Outer<string>.Inner().Softmax(Batch.Waves(7), seven);
Check.SumsToOne("Outer.Inner.Softmax", seven, 7);
Distributions.Run();
LossOptions.Run();
BinaryLosses.Run();
Console.WriteLine("every kernel ran");
