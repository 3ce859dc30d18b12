using System;
using System.Globalization;
using System.Linq;
using Strict;

float[] three = new float[3];
Kernels.Softmax([1f, 2f, 0.5f], three);
Print("softmax", [.. three]);

Kernels.SoftmaxAt([1f, 2f, 0.5f], 2f, three);
Print("softmax-at-2", [.. three]);

float[] two = new float[2];
Kernels.LogSoftmax([20f, 0f], two);
Print("log-softmax", [.. two]);

Print("log-sum-exp", Kernels.LogSumExp([1f, 2f, 0.5f]));
Print("mean-loss", Kernels.Loss([-1f, 0.5f, 2f, -1f, 0.5f, 3f], [1, 2]));

_ = Kernels.LossAndGradient([1f, 5f, 3f], 1, three);
Print("loss-gradient", [.. three]);
Print("confident-loss", Kernels.ConfidentLoss([20.0, 0.0], 0));

int label = Kernels.Predict([1f, 5f, 3f], out float probability);
Print("prediction", label, probability);

float[] hundred = new float[100];
Kernels.SoftmaxOf100(hundred, hundred);
Print("uniform-of-100", hundred[0], hundred[^1]);

float[] thousands = new float[5000];
Kernels.SoftmaxOf5000(thousands, thousands);
Print("uniform-of-5000", thousands[0], thousands[^1]);

static void Print(string name, params double[] values)
{
    Console.WriteLine($"{name} {string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}");
}
