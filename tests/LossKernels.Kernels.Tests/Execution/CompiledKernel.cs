using System.Numerics;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Memory;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>A kernel that can be called on a batch. Every span it is given lies between guard pages.</summary>
internal sealed class CompiledKernel(KernelSignature signature, string variant, Delegate call)
{
    /// <summary>What outputs hold before the call, so that a value left unwritten shows.</summary>
    private const double Unwritten = 12345;

    public KernelSignature Signature { get; } = signature;

    /// <summary>Its number among those that were compiled with it.</summary>
    public int Turn { get; init; }

    /// <summary>Where the kernel is.</summary>
    public System.Reflection.Assembly Assembly => call.Method.Module.Assembly;

    /// <summary>The layout and width it was lowered to, for messages.</summary>
    public string Variant { get; } = variant;

    public override string ToString() => $"{Signature} {Variant}";

    /// <param name="inPlace">The output that is the memory of an input, if any.</param>
    /// <param name="over">That input; the first that may be overwritten unless told.</param>
    public KernelResults Run(Batch batch, double temperature = 1, Placement placement = Placement.EndAligned, Role? inPlace = null, Role? over = null)
        => call switch
        {
            Action<KernelCall<Half>> halves => Run(halves, batch, temperature, placement, inPlace, over),
            Action<KernelCall<float>> floats => Run(floats, batch, temperature, placement, inPlace, over),
            _ => Run((Action<KernelCall<double>>)call, batch, temperature, placement, inPlace, over),
        };

    private KernelResults Run<T>(Action<KernelCall<T>> kernel, Batch batch, double temperature, Placement placement, Role? inPlace, Role? over)
        where T : unmanaged, INumber<T>
    {
        using var arguments = new KernelCall<T>(placement) { Temperature = T.CreateChecked(temperature) };
        foreach (var role in Signature.Roles.OrderBy(Signature.IsOutput))
        {
            Give(arguments, role, batch, inPlace, over ?? Signature.Overwritable.First());
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        kernel(arguments);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var results = new KernelResults { AllocatedBytes = allocated };
        foreach (var role in Signature.Roles.Where(Signature.IsOutput))
        {
            results[role] = Take(arguments, role);
        }

        if (Signature.ReturnType != "void")
        {
            results[Role.Return] = [Signature.ReturnType == "int" ? arguments.ReturnedClass : Signature.HasFloatsBeside ? arguments.FloatReturn : double.CreateChecked(arguments.Return)];
        }

        return results;
    }

    private void Give<T>(KernelCall<T> arguments, Role role, Batch batch, Role? inPlace, Role over)
        where T : unmanaged, INumber<T>
    {
        var name = role.ToString();
        if (role == inPlace)
        {
            arguments.PlaceOver(over.ToString(), name);
            return;
        }

        switch (role)
        {
            case Role.Logits:
                arguments.Give<T>(name, Flatten<T>(batch.Logits));
                break;
            case Role.Targets:
                arguments.Give<T>(name, Flatten<T>(batch.Targets));
                break;
            case Role.TeacherLogits:
                arguments.Give<T>(name, Flatten<T>(batch.TeacherLogits));
                break;
            case Role.ClassWeights or Role.PositiveWeights:
                GiveBeside(arguments, name, batch.ClassWeights);
                break;
            case Role.Upstream:
                arguments.Give<T>(name, Flatten<T>(batch.Upstream));
                break;
            case Role.Probabilities when !Signature.IsOutput(role):
                arguments.Give<T>(name, Flatten<T>(batch.SavedProbabilities));
                break;
            case Role.LogProbabilities when !Signature.IsOutput(role):
                arguments.Give<T>(name, Flatten<T>(batch.SavedLogProbabilities));
                break;
            case Role.Label:
                arguments.Label = batch.Labels[0];
                break;
            case Role.Labels when !Signature.IsOutput(role):
                GiveLabels(arguments, batch.Labels);
                break;
            case Role.Labels:
                arguments.Give<int>(name, Enumerable.Repeat((int)Unwritten, batch.Rows * Math.Max(1, Signature.RankCount)).ToArray());
                break;
            case Role.PositiveWeight:
                arguments.PositiveWeight = T.CreateChecked(batch.PositiveWeight);
                break;
            case Role.Losses when Signature.IsBinary:
            case Role.Values:
                arguments.Give<T>(name, Enumerable.Repeat(T.CreateChecked(Unwritten), batch.Rows * Signature.Classes).ToArray());
                break;
            case Role.Losses or Role.LogSumExp or Role.Entropies:
            case Role.Probabilities when Signature.Kind == KernelKind.Predict:
                GiveBeside(arguments, name, [.. Enumerable.Repeat(Unwritten, batch.Rows)]);
                break;
            case Role.Probabilities when Signature.Kind == KernelKind.TopK:
                GiveBeside(arguments, name, [.. Enumerable.Repeat(Unwritten, batch.Rows * Signature.RankCount)]);
                break;
            case Role.Probabilities or Role.LogProbabilities or Role.Gradient:
                arguments.Give<T>(name, Enumerable.Repeat(T.CreateChecked(Unwritten), batch.Rows * Signature.Classes).ToArray());
                break;
            default:
                break;
        }
    }

    /// <summary>Gives values that are not one per element of the logits.</summary>
    private void GiveBeside<T>(KernelCall<T> arguments, string name, double[] values)
        where T : unmanaged, INumber<T>
    {
        if (Signature.HasFloatsBeside)
        {
            arguments.Give<float>(name, Flatten<float>([values]));
            return;
        }

        arguments.Give<T>(name, Flatten<T>([values]));
    }

    private void GiveLabels<T>(KernelCall<T> arguments, int[] labels)
        where T : unmanaged
    {
        switch (Signature.LabelType)
        {
            case "byte":
                arguments.Give<byte>(nameof(Role.Labels), [.. labels.Select(label => (byte)label)]);
                break;
            case "bool":
                // Any byte but 0 is true.
                arguments.Give<bool>(nameof(Role.Labels), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, bool>(labels.Select((label, i) => (byte)(label == 0 ? 0 : 1 + (i % 255))).ToArray()));
                break;
            case "sbyte":
                arguments.Give<sbyte>(nameof(Role.Labels), [.. labels.Select(label => (sbyte)label)]);
                break;
            case "ushort":
                arguments.Give<ushort>(nameof(Role.Labels), [.. labels.Select(label => (ushort)label)]);
                break;
            case "short":
                arguments.Give<short>(nameof(Role.Labels), [.. labels.Select(label => (short)label)]);
                break;
            case "long":
                // A label to ignore that no int can be is the largest one in a batch.
                arguments.Give<long>(nameof(Role.Labels), [.. labels.Select(label => label == int.MaxValue ? Signature.Options.IgnoreLabel!.Value : (long)label)]);
                break;
            default:
                arguments.Give<int>(nameof(Role.Labels), labels);
                break;
        }
    }

    private double[] Take<T>(KernelCall<T> arguments, Role role)
        where T : unmanaged, INumber<T> => role switch
        {
            Role.Probability when Signature.HasFloatsBeside => [arguments.FloatProbability],
            Role.TotalWeight when Signature.HasFloatsBeside => [arguments.FloatTotalWeight],
            _ when Signature.IsFloatBeside(role) => Widen<float>(arguments.FloatsOf(role.ToString())),
            Role.Probabilities => Widen<T>(arguments.Probabilities),
            Role.LogProbabilities => Widen<T>(arguments.LogProbabilities),
            Role.LogSumExp => Widen<T>(arguments.LogSumExp),
            Role.Gradient => Widen<T>(arguments.Gradient),
            Role.Entropies => Widen<T>(arguments.Entropies),
            Role.Values => Widen<T>(arguments.Values),
            Role.Losses => Widen<T>(arguments.Losses),
            Role.Labels => Widen<int>(arguments.LabelsOf<int>()),
            Role.Probability => [double.CreateChecked(arguments.Probability)],
            Role.TotalWeight => [double.CreateChecked(arguments.TotalWeight)],
            Role.Correct => [arguments.Correct],
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no output"),
        };

    private static T[] Flatten<T>(double[][] rows)
        where T : INumber<T>
        => [.. rows.SelectMany(row => row.Select(T.CreateChecked))];

    private static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var widened = new double[values.Length];
        for (var i = 0; i < widened.Length; i++)
        {
            widened[i] = double.CreateChecked(values[i]);
        }

        return widened;
    }
}
