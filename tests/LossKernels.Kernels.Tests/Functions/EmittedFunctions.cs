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
                var vector = new VectorType(element, bits);
                foreach (var (name, emit) in new (string, Func<VectorType, int, SharedMethod>)[] { ("Exp", VectorFunctions.Exp), ("Log1p", VectorFunctions.Log1p), ("Phi2", VectorFunctions.Phi2) })
                {
                    source.Append(emit(vector, 1).Text);
                    source.Append(vector.IsScalar
                        ? $"public static void {name}0({vector.Name}[] x, {vector.Name}[] y) {{ for (var i = 0; i < x.Length; i++) y[i] = {name}(x[i]); }}\n"
                        : Loop(vector, name, emit));
                }
            }
        }

        return source.Append("}\n").ToString();
    }

    /// <summary>A loop that takes as many vectors at once as there are methods for: the most, one fewer, and so on down to one alone.</summary>
    private static string Loop(VectorType vector, string name, Func<VectorType, int, SharedMethod> emit)
    {
        var methods = new StringBuilder();
        var statements = new StringBuilder();
        for (var count = VectorFunctions.MostAtOnce; count > 1; count--)
        {
            methods.Append(emit(vector, count).Text);
            var locals = Enumerable.Range(0, count).Select(i => $"x{count}_{i}").ToList();
            statements.Append($"if (i + {count * vector.Lanes} <= x.Length) {{ ");
            statements.Append(string.Concat(locals.Select((local, i) => $"var {local} = {vector.ClassName}.Create(x, i + {i * vector.Lanes}); ")));
            statements.Append($"{name}({string.Join(", ", locals.Select(local => $"ref {local}"))}); ");
            statements.Append(string.Concat(locals.Select((local, i) => $"{local}.CopyTo(y, i + {i * vector.Lanes}); ")));
            statements.Append($"i += {count * vector.Lanes}; }}\n");
        }

        return $"{methods}public static void {name}{vector.Bits}({vector.ElementName}[] x, {vector.ElementName}[] y) {{ for (var i = 0; i < x.Length; i += {vector.Lanes}) {{\n{statements}"
            + $"if (i < x.Length) {name}({vector.ClassName}.Create(x, i)).CopyTo(y, i); }} }}\n";
    }
}
