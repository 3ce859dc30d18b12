using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Oracle;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>Any correct signature: kernel, class count, type, roles in any order, options. Written from the contract's table, not from the parser's.</summary>
internal static class SignatureGen
{
    private static readonly string[] s_labelTypes = ["byte", "ushort", "short", "int", "long"];

    public static Gen<KernelSignature> Any { get; } =
        from kind in Gen.Elements(Enum.GetValues<KernelKind>())
        from classes in Gen.Frequency((8, Gen.Choose(2, 18)), (3, Gen.Choose(19, 70)), (1, Gen.Choose(71, 300)))
        from stored in Gen.Elements(Enum.GetValues<StoredType>())
        from chance in Gen.ArrayOf(Gen.Choose(0, 99), 16)
        let signature = Of(kind, classes, stored, new Chances(chance))
        from roles in Gen.Shuffle(signature.Roles)
        select With(signature, roles);

    private static KernelSignature Of(KernelKind kind, int classes, StoredType stored, Chances chances)
    {
        var roles = new List<Role>();
        KernelSignature Signature(int count) => new(kind, count, stored.Computed(), [.. roles]) { Stored = stored, HasFloatsBeside = stored == StoredType.Half && chances.Half() };
        void Maybe(params Role[] optional) => roles.AddRange(optional.Where(_ => chances.Half()));

        switch (kind)
        {
            case KernelKind.Softmax or KernelKind.LogSoftmax:
                roles.AddRange([Role.Logits, kind == KernelKind.Softmax ? Role.Probabilities : Role.LogProbabilities]);
                Maybe(Role.Temperature);
                return Signature(classes);
            case KernelKind.LogSumExp:
                roles.Add(Role.Logits);
                Maybe(Role.LogSumExp);
                return Signature(classes);
            case KernelKind.SoftmaxGradient or KernelKind.LogSoftmaxGradient:
                roles.AddRange([kind == KernelKind.SoftmaxGradient ? Role.Probabilities : Role.LogProbabilities, Role.Upstream, Role.Gradient]);
                return Signature(classes);
            case KernelKind.Predict:
                roles.Add(Role.Logits);
                Maybe(Role.Temperature);
                if (chances.Half())
                {
                    roles.Add(Role.Labels);
                    Maybe(Role.Probabilities);
                }
                else
                {
                    Maybe(Role.Probability);
                }

                return Signature(classes);
            case KernelKind.TopK:
                roles.AddRange([Role.Logits, Role.Labels, Role.Probabilities]);
                Maybe(Role.Temperature);
                return Signature(classes) with { RankCount = 1 + chances.Below(Math.Min(classes, 9)) };
            case KernelKind.Sigmoid or KernelKind.LogSigmoid or KernelKind.Softplus:
                roles.AddRange([Role.Logits, kind == KernelKind.Sigmoid ? Role.Probabilities : kind == KernelKind.LogSigmoid ? Role.LogProbabilities : Role.Values]);
                return Signature(1);
        }

        var reduction = (Reduction)chances.Below(3);
        if (kind == KernelKind.Entropy)
        {
            roles.Add(Role.Logits);
            AddLosses(Role.Entropies);
            return Signature(classes) with { Reduction = reduction };
        }

        roles.Add(kind == KernelKind.NegativeLogLikelihood ? Role.LogProbabilities : Role.Logits);
        AddLosses(Role.Losses);
        Maybe(Role.Gradient);
        switch (kind)
        {
            case KernelKind.KullbackLeibler:
                roles.Add(chances.Half() ? Role.Targets : Role.TeacherLogits);
                Maybe(Role.Temperature);
                return Signature(classes) with { Reduction = reduction };
            case KernelKind.BinaryCrossEntropy:
                return OfBinary();
        }

        var label = kind == KernelKind.CrossEntropy && chances.Below(3) == 0 ? Role.Targets : chances.Half() ? Role.Label : Role.Labels;
        roles.Add(label);
        Maybe(Role.ClassWeights, Role.TotalWeight);
        if (kind == KernelKind.CrossEntropy)
        {
            Maybe(Role.Probabilities);
            Maybe(label == Role.Targets ? [] : [Role.Correct]);
        }

        var labelType = label == Role.Labels ? s_labelTypes[chances.Below(s_labelTypes.Length)] : "int";
        return Signature(classes) with
        {
            Reduction = reduction,
            LabelType = classes > 256 && labelType == "byte" ? "int" : labelType,
            Options = kind == KernelKind.CrossEntropy ? OptionsOf(label, labelType, stored, chances) : LossOptions.None,
        };

        void AddLosses(Role losses)
        {
            if (reduction == Reduction.None || chances.Half())
            {
                roles.Add(losses);
            }
        }

        KernelSignature OfBinary()
        {
            var hasLabels = chances.Half();
            roles.Add(hasLabels ? Role.Labels : Role.Targets);
            Maybe(Role.Probabilities);
            var weights = chances.Below(3);
            roles.AddRange(weights switch { 0 => [Role.PositiveWeight], 1 => [Role.PositiveWeights], _ => Array.Empty<Role>() });
            string[] types = ["sbyte", "short", "int", "bool", "byte"];
            var type = hasLabels ? chances.Below(types.Length) : 2;
            BinaryLabels? labels = !hasLabels ? null : type < 3 && chances.Half() ? BinaryLabels.PlusMinusOne : chances.Half() ? BinaryLabels.ZeroOne : null;
            var outputs = weights == 1 || chances.Half() ? Math.Min(classes, 20) : 1;
            return Signature(weights == 1 ? outputs : 1) with
            {
                Reduction = reduction,
                LabelType = types[type],
                Binary = new(outputs, labels),
                Options = LossOptions.None with { LabelSmoothing = chances.Half() ? Round(0.1, stored) : 0 },
            };
        }
    }

    private static LossOptions OptionsOf(Role label, string labelType, StoredType stored, Chances chances)
    {
        var isFocal = label != Role.Targets && chances.Below(3) == 0;
        long[] ignored = labelType switch { "byte" or "ushort" => [0, 255], "short" => [-1, -100], "int" => [-100, 1, int.MinValue], _ => [-1, 1L << 40, 2] };
        return LossOptions.None with
        {
            FocalGamma = isFocal ? Round(chances.Half() ? 2 : 0.7, stored) : 0,
            LabelSmoothing = !isFocal && chances.Half() ? Round(chances.Half() ? 0.1 : 0.9, stored) : 0,
            ZLoss = chances.Below(3) == 0 ? Round(0.01, stored) : 0,
            IgnoreLabel = label != Role.Targets && chances.Half() ? ignored[chances.Below(ignored.Length)] : null,
        };
    }

    /// <summary>The signature with its parameters in another order.</summary>
    private static KernelSignature With(KernelSignature signature, Role[] roles)
        => new(signature.Kind, signature.Classes, signature.Element, roles)
        {
            Stored = signature.Stored,
            HasFloatsBeside = signature.HasFloatsBeside,
            Reduction = signature.Reduction,
            Options = signature.Options,
            LabelType = signature.LabelType,
            RankCount = signature.RankCount,
            Binary = signature.Binary,
        };

    private static double Round(double value, StoredType stored) => FloatFormat.Of(stored.Computed()).Round(value);

    /// <summary>Numbers that FsCheck drew, used one after the other.</summary>
    private sealed class Chances(int[] drawn)
    {
        private int _used;

        public bool Half() => Below(2) == 0;

        public int Below(int count) => drawn[_used++ % drawn.Length] % count;
    }
}
