using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LossKernels.Generators.Declarations;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>A kernel that was compiled in memory, with memory of its own, ready to be called.</summary>
internal sealed class LoadedKernel
{
    private readonly Action<Arguments> _call;
    private readonly Arguments _arguments;

    private LoadedKernel(KernelDeclaration declaration, Action<Arguments> call, int rows)
    {
        (Declaration, _call, _arguments) = (declaration, call, new Arguments(ArgumentMemory.Of(declaration, rows)));
        Elements = rows * declaration.Classes;
        for (var i = 0; i < declaration.Parameters.Count; i++)
        {
            Fill(declaration.Parameters[i], i);
        }
    }

    public KernelDeclaration Declaration { get; }

    /// <summary>Elements of the logits, or of what stands for them.</summary>
    public int Elements { get; }

    /// <summary>Calls the kernel once.</summary>
    public void Call() => _call(_arguments);

    /// <param name="consumer">Where the kernels are declared.</param>
    /// <param name="rowsOf">How many rows a kernel is given.</param>
    public static IReadOnlyDictionary<string, LoadedKernel> Load(Consumer consumer, Func<KernelDeclaration, int> rowsOf)
    {
        using var image = new MemoryStream(consumer.Emit());
        return Load(new AssemblyLoadContext(consumer.Compilation.AssemblyName).LoadFromStream(image), consumer.Declarations.Values, rowsOf);
    }

    /// <summary>The outputs of a call, and what it returned, as bits.</summary>
    public IReadOnlyList<(string Output, byte[] Bits)> Results()
    {
        var results = new List<(string, byte[])> { ("returned value", BitConverter.GetBytes(_arguments.Returned)) };
        for (var i = 0; i < Declaration.Parameters.Count; i++)
        {
            if (Declaration.Parameters[i] is { IsOutput: true } or { Shape: ParameterShape.Out })
            {
                results.Add((Declaration.Parameters[i].Name, Bytes(Declaration.Parameters[i].ValueType, i)));
            }
        }

        return results;
    }

    private static Dictionary<string, LoadedKernel> Load(System.Reflection.Assembly assembly, IEnumerable<KernelDeclaration> declarations, Func<KernelDeclaration, int> rowsOf)
    {
        var calls = assembly.GetType(Consumer.Calls, throwOnError: true)!;
        return declarations.ToDictionary(
            declaration => declaration.Method.Name,
            declaration => new LoadedKernel(declaration, calls.GetMethod(declaration.Method.Name)!.CreateDelegate<Action<Arguments>>(), rowsOf(declaration)));
    }

    private void Fill(KernelParameter parameter, int place)
    {
        switch (parameter.ValueType)
        {
            case "float":
                Fill<float>(parameter, place);
                break;
            case "double":
                Fill<double>(parameter, place);
                break;
            case "Half":
                Fill<Half>(parameter, place);
                break;
            case "bool":
                var random = new Random(place);
                foreach (ref var value in _arguments.Of<bool>(place))
                {
                    value = random.Next(2) == 1;
                }

                break;
            default:
                // Labels, and what is written over.
                var labels = new Random(place);
                foreach (ref var value in _arguments.Of<int>(place))
                {
                    value = labels.Next(Declaration.Kind == KernelKind.BinaryCrossEntropy ? 2 : Declaration.Classes);
                }

                break;
        }
    }

    private void Fill<T>(KernelParameter parameter, int place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(place);
        var memory = _arguments.Of<T>(place);
        foreach (ref var value in memory)
        {
            value = T.CreateChecked(parameter.Role switch
            {
                Role.Logits or Role.TeacherLogits => 12 * (random.NextDouble() - 0.5),
                Role.LogProbabilities => -12 * random.NextDouble(),
                Role.Upstream => random.NextDouble() - 0.5,
                _ => 0.25 + (0.5 * random.NextDouble()),
            });
        }

        // Targets and saved probabilities of a row sum to 1.
        if (parameter is { IsOutput: false, Shape: ParameterShape.PerClass, Role: Role.Targets or Role.Probabilities } && Declaration.Classes > 1)
        {
            for (var first = 0; first < memory.Length; first += Declaration.Classes)
            {
                var row = memory.Slice(first, Declaration.Classes);
                var sum = 0.0;
                foreach (var value in row)
                {
                    sum += double.CreateChecked(value);
                }

                foreach (ref var value in row)
                {
                    value = T.CreateChecked(double.CreateChecked(value) / sum);
                }
            }
        }
    }

    private byte[] Bytes(string type, int place) => type switch
    {
        "float" => MemoryMarshal.AsBytes(_arguments.Of<float>(place)).ToArray(),
        "double" => MemoryMarshal.AsBytes(_arguments.Of<double>(place)).ToArray(),
        "Half" => MemoryMarshal.AsBytes(_arguments.Of<Half>(place)).ToArray(),
        _ => MemoryMarshal.AsBytes(_arguments.Of<int>(place)).ToArray(),
    };
}
