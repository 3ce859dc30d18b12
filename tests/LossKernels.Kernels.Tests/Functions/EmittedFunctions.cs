using System.Reflection;
using System.Text;
using LossKernels.Generators.Functions;
using LossKernels.Kernels.Tests.InMemory;

namespace LossKernels.Kernels.Tests.Functions;

/// <summary>The emitted functions, compiled once, each applied to all elements of an array.</summary>
internal static class EmittedFunctions
{
    public static readonly int[] Widths = [512, 256, 128, 0];

    private static readonly Lazy<Type> Loops = new(() => InMemoryCompiler.Compile("EmittedFunctions", Source()).GetType("Loops")!);

    /// <param name="name"><c>Exp</c>, <c>Log1p</c> or <c>Phi2</c>.</param>
    /// <param name="bits">The vectors to go through the array in.</param>
    /// <returns>Arguments in, results out; lengths are equal and multiples of 16.</returns>
    public static Action<T[], T[]> Over<T>(string name, int bits)
        => Loops.Value.GetMethod($"{name}{bits}", BindingFlags.Public | BindingFlags.Static, [typeof(T[]), typeof(T[])])!
            .CreateDelegate<Action<T[], T[]>>();

    /// <summary>One value through the function, at one width.</summary>
    public static T At<T>(string name, int bits, T argument)
    {
        var arguments = new T[16];
        Array.Fill(arguments, argument);
        var results = new T[16];
        Over<T>(name, bits)(arguments, results);
        return results[15];
    }

    private static string Source()
    {
        var source = new StringBuilder("""
            using System;
            using System.Numerics;
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics;

            public static class Loops
            {

            """);
        foreach (var element in new[] { ElementType.Single, ElementType.Double })
        {
            foreach (var bits in Widths)
            {
                var type = new VectorType(element, bits).ElementName;
                source.Append(VectorFunctions.Exp(element, bits).Text);
                source.Append(VectorFunctions.Log1p(element, bits).Text);
                source.Append(VectorFunctions.Phi2(element, bits).Text);
                foreach (var name in new[] { "Exp", "Log1p", "Phi2" })
                {
                    source.Append($"public static void {name}{bits}({type}[] x, {type}[] y) {{ for (var i = 0; i < x.Length; i += ");
                    source.Append(bits == 0
                        ? $"1) y[i] = {name}(x[i]); }}\n"
                        : $"Vector{bits}<{type}>.Count) {name}(Vector{bits}.Create(x, i)).CopyTo(y, i); }}\n");
                }
            }
        }

        return source.Append("}\n").ToString();
    }
}
