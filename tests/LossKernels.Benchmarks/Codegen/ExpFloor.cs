using System.Text;
using LossKernels.Benchmarks.InMemory;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>The exp floor as C# beside the kernels: exp alone, four vectors at once, as the benchmarks time it.</summary>
internal static class ExpFloor
{
    /// <summary>The method's name, in a class of the same name.</summary>
    public const string Name = nameof(ExpFloor);

    public const int Elements = 2048;

    private const int VectorsPerTrip = 4;

    /// <summary>What its call needs, of the type that is computed in.</summary>
    public static ListedCall Call(string type) => new(Name, [new(type, Elements), new(type, Elements)]);

    /// <summary>The consumer with the floor, and a method that calls it.</summary>
    public static Consumer AddTo(Consumer consumer, string type, int bits)
    {
        var (vector, lanes) = ($"Vector{bits}", bits / (type == "double" ? 64 : 32));
        var trip = Enumerable.Range(0, VectorsPerTrip).ToList();
        var statements = trip.Select(i => $"var e{i} = {vector}.LoadUnsafe(ref values, i + {i * lanes});")
            .Append($"KernelFunctions.Exp({string.Join(", ", trip.Select(i => $"ref e{i}"))});")
            .Concat(trip.Select(i => $"e{i}.StoreUnsafe(ref results, i + {i * lanes});"));
        var source = $$"""
            using System;
            using System.Runtime.Intrinsics;
            using LossKernels.Generated;

            internal static class {{Name}}
            {
                internal static void {{Name}}Loop(ref {{type}} values, ref {{type}} results, nuint length)
                {
                    for (nuint i = 0; i < length; i += {{VectorsPerTrip * lanes}})
                    {
                        {{string.Join("\n", statements)}}
                    }
                }
            }

            public static partial class {{Consumer.Calls}}
            {
                public static void {{Name}}({{typeof(Arguments).FullName}} arguments) => global::{{Name}}.{{Name}}Loop(ref arguments.Of<{{type}}>(0)[0], ref arguments.Of<{{type}}>(1)[0], {{Elements}});
            }
            """;
        return consumer.With(consumer.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)consumer.Compilation.SyntaxTrees[0].Options, "ExpFloor.cs", Encoding.UTF8)));
    }
}
