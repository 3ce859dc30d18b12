// The signatures of TorchSharp that the tests use, over matrices, so that code before and after a fix can be run.
using System;
using System.Linq;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static class torch
    {
        public enum ScalarType { Float32, Float64 }

        public sealed class Tensor
        {
            public Tensor(params double[][] rows) => Rows = rows;

            public double[][] Rows { get; }

            public Tensor softmax(long dim, ScalarType? dtype = null) => special.softmax(this, dim, dtype);
            public Tensor log_softmax(long dim, ScalarType? dtype = null) => special.log_softmax(this, dim, dtype);
            public Tensor sigmoid() => Map(x => 1 / (1 + Math.Exp(-x)));
            public Tensor log() => Map(Math.Log);
            public Tensor exp() => Map(Math.Exp);
            public Tensor argmax(long dim) => new(Rows.Select(row => new[] { (double)Array.IndexOf(row, row.Max()) }).ToArray());
            public Tensor view(params long[] shape) => this;
            public void backward() { }
            public Tensor sum() => new([Rows.Sum(row => row.Sum())]);
            public Tensor sum(long dim, bool keepdim = false) => dim == 0 ? Transposed().sum(1).Transposed() : new(Rows.Select(row => new[] { row.Sum() }).ToArray());
            public Tensor mean() => Average();
            public static Tensor operator -(Tensor tensor) => tensor * -1;
            public static Tensor operator *(Tensor left, Tensor right) => left.Map(right, (x, y) => x * y);
            public static Tensor operator *(Tensor left, double right) => left.Map(x => x * right);
            public static Tensor operator /(Tensor left, double right) => left.Map(x => x / right);
            public static Tensor operator +(Tensor left, Tensor right) => left.Map(right, (x, y) => x + y);
            public Tensor Map(Func<double, double> f) => new(Rows.Select(row => row.Select(f).ToArray()).ToArray());
            public Tensor Map(Tensor other, Func<double, double, double> f) => new(Rows.Zip(other.Rows, (x, y) => x.Zip(y, f).ToArray()).ToArray());
            public Tensor Average() => new([Rows.Average(row => row.Average())]);
            public Tensor Transposed() => new(Enumerable.Range(0, Rows[0].Length).Select(i => Rows.Select(row => row[i]).ToArray()).ToArray());
        }

        public static Tensor sigmoid(Tensor input) => input.sigmoid();
        public static Tensor log(Tensor input) => input.log();
        public static Tensor mean(Tensor input) => input.mean();
        public static Tensor sum(Tensor input) => input.sum();
        public static Tensor sum(Tensor input, long dim) => input.sum(dim);

        public static class special
        {
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => log_softmax(input, dim).exp();

            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => dim == 0
                ? log_softmax(input.Transposed(), 1).Transposed()
                : new(input.Rows.Select(row => row.Select(x => x - Math.Log(row.Sum(Math.Exp))).ToArray()).ToArray());
        }

        public static class nn
        {
            public enum Reduction : long { None = 0, Mean = 1, Sum = 2 }

            public abstract class Module
            {
                protected Module(string name) { }
                public virtual void train(bool on = true) { }
            }

            public abstract class Module<T, TResult> : Module
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T input);
                public TResult call(T input) => forward(input);
            }

            public abstract class Module<T1, T2, TResult> : Module
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T1 input1, T2 input2);
                public TResult call(T1 input1, T2 input2) => forward(input1, input2);
            }

            public static Modules.Softmax Softmax(long dim) => new(dim);
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
            public static Modules.Sigmoid Sigmoid() => new();
            public static Modules.Linear Linear(long inputs, long outputs) => new();
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules.Select(one => one.submodule).ToArray());
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) => new();
            public static Modules.BCELoss BCELoss(Tensor weight = null, Reduction reduction = Reduction.Mean) => new();
            public static Modules.BCEWithLogitsLoss BCEWithLogitsLoss(Tensor weight = null, Reduction reduction = Reduction.Mean, Tensor pos_weights = null) => new();
            public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new();
            public static Modules.NLLLoss NLLLoss(Tensor weight = null, Reduction reduction = Reduction.Mean) => new();
            public static Modules.KLDivLoss KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) => new(log_target);

            public static class functional
            {
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => special.softmax(input, dim, dtype);
                public static Tensor log_softmax(Tensor x, long dim) => special.log_softmax(x, dim);
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                public static Tensor relu(Tensor x) => x.Map(value => Math.Max(value, 0));

                public static Tensor cross_entropy(Tensor input, Tensor target, Tensor weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
                    => nll_loss(log_softmax(input, 1), target);

                public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor weight = null, Reduction reduction = Reduction.Mean)
                    => input.Map(target, (p, y) => -y * Math.Log(p) - (1 - y) * Math.Log(1 - p)).Average();

                public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor weight = null, Reduction reduction = Reduction.Mean, Tensor pos_weights = null)
                    => binary_cross_entropy(input.sigmoid(), target);

                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => input.Map(target, (x, y) => (x - y) * (x - y)).Average();

                public static Tensor nll_loss(Tensor input, Tensor target, Tensor weight = null, Reduction reduction = Reduction.Mean)
                    => new([input.Rows.Zip(target.Rows, (row, label) => -row[(int)label[0]]).Average()]);

                public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
                    => input.Map(target, (q, p) => log_target ? Math.Exp(p) * (p - q) : p * (Math.Log(p) - q)).Average();
            }
        }
    }

    namespace Modules
    {
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            public Linear() : base("linear") { }
            public override Tensor forward(Tensor input) => input * 3;
        }

        public sealed class Softmax(long dim) : nn.Module<Tensor, Tensor>("softmax")
        {
            public override Tensor forward(Tensor input) => input.softmax(dim);
        }

        public sealed class LogSoftmax(long dim) : nn.Module<Tensor, Tensor>("logSoftmax")
        {
            public override Tensor forward(Tensor input) => input.log_softmax(dim);
        }

        public sealed class Sigmoid() : nn.Module<Tensor, Tensor>("sigmoid")
        {
            public override Tensor forward(Tensor input) => input.sigmoid();
        }

        public sealed class Sequential(nn.Module<Tensor, Tensor>[] modules) : nn.Module<Tensor, Tensor>("sequential")
        {
            private System.Collections.Generic.List<nn.Module<Tensor, Tensor>> _modules = [.. modules];
            public override Tensor forward(Tensor input) => _modules.Aggregate(input, (value, module) => module.forward(value));
            public void append(nn.Module<Tensor, Tensor> module) => _modules.Add(module);
        }

        public abstract class Loss() : nn.Module<Tensor, Tensor, Tensor>("loss");

        public sealed class CrossEntropyLoss : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.cross_entropy(input, target);
        }

        public sealed class BCELoss : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy(input, target);
        }

        public sealed class BCEWithLogitsLoss : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy_with_logits(input, target);
        }

        public sealed class MSELoss : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.mse_loss(input, target);
        }

        public sealed class NLLLoss : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.nll_loss(input, target);
        }

        public sealed class KLDivLoss(bool log_target = true) : Loss
        {
            public override Tensor forward(Tensor input, Tensor target) => nn.functional.kl_div(input, target, log_target);
        }
    }
}
