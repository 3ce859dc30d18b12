using System.Reflection;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Analyzers.Tests.Execution;

/// <summary>Runs code as it was and as a fix made it, on random and extreme inputs.</summary>
internal static class Agreement
{
    private const int Trials = 2_000;

    /// <summary>Arguments at which exponentials overflow, underflow, or are one.</summary>
    private static readonly double[] s_extremes = [0, 1, -1, 1e-8, -1e-8, 20, -20, 88, -88, 104, -104, 709, -709, 746, -746, 1e4, -1e4, 1e30, -1e30];

    /// <summary>
    /// Asserts that all methods of the class <c>C</c> with parameters of numbers and arrays of them agree to 1e-6 wherever the original gives finite numbers, and
    /// that the fixed one is finite for some input for which the original is not.
    /// </summary>
    /// <param name="before">The original, marked or not.</param>
    /// <param name="after">What the fix makes of it.</param>
    /// <param name="isLost">
    /// Whether the original, given arguments and finite results, has lost its digits on the way: x / infinity is 0, and exponentials that are all
    /// below the least normal number have a sum to match.
    /// </param>
    /// <param name="isBetter">Whether the fixed one has to be finite for some input for which the original is not; where false, it only has to agree.</param>
    public static void Assert(string before, string after, Func<double[], double[], bool>? isLost = null, bool isBetter = true)
    {
        var (original, repaired) = (Instance(before), Instance(after));
        foreach (var method in original.GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsGenericMethod && !method.Name.Contains('<')))
        {
            var random = new Random(20261121);
            var better = 0;
            for (var trial = 0; trial < Trials; trial++)
            {
                var arguments = method.GetParameters().Select(parameter => Argument(parameter.ParameterType, random, trial)).ToArray();
                var expected = Call(original, method.Name, arguments);
                var actual = Call(repaired, method.Name, arguments);
                Xunit.Assert.Equal(expected.Length, actual.Length);

                // A row of which one element overflows is wrong in the others, too.
                if (!expected.All(double.IsFinite) || isLost?.Invoke(Numbers(arguments[0]), expected) == true)
                {
                    better += actual.All(double.IsFinite) ? 1 : 0;
                    continue;
                }

                for (var i = 0; i < expected.Length; i++)
                {
                    Xunit.Assert.True(
                        AreClose(expected[i], actual[i], method),
                        $"{method.Name}({Text(arguments)}): {expected[i]:R} before the fix, {actual[i]:R} after it");
                }
            }

            Xunit.Assert.True(better > 0 || !isBetter, $"{method.Name} gives no finite number where it did not before");
        }
    }

    private static bool AreClose(double expected, double actual, MethodInfo method)
    {
        // Below the least normal number a result may be anything down to 0.
        var isFloat = method.ToString()!.Contains("Single", StringComparison.Ordinal);
        double least = isFloat ? 1.17549435e-38 : 2.2250738585072014e-308;

        // A difference of exponents is rounded: up to the 104 that float's exponentials reach, each unit of it costs a unit of the last place.
        var tolerance = isFloat ? 1.2e-5 : 1e-6;
        return Math.Abs(expected - actual) <= tolerance * Math.Abs(expected) || (Math.Abs(expected) < least && Math.Abs(actual) < least);
    }

    private static double[] Call(object target, string name, object[] arguments)
    {
        var method = target.GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        var copies = arguments.Select(argument => argument is Array array ? array.Clone() : argument).ToArray();
        var result = method.Invoke(target, copies);
        return result switch
        {
            null => Numbers(copies[^1]),
            _ => Numbers(result),
        };
    }

    private static double[] Numbers(object value) => value switch
    {
        double number => [number],
        float number => [number],
        IEnumerable<double> numbers => [.. numbers],
        IEnumerable<float> numbers => [.. numbers.Select(number => (double)number)],
        IEnumerable<double[]> rows => [.. rows.SelectMany(row => row)],
        _ => throw new ArgumentException($"{value.GetType()} is no number"),
    };

    private static object Argument(Type type, Random random, int trial)
    {
        double Number() => random.Next(4) == 0 ? s_extremes[random.Next(s_extremes.Length)] : (random.NextDouble() - 0.5) * Math.Pow(10, trial % 4);
        double[] Row() => [.. Enumerable.Range(0, 5).Select(_ => Number())];
        return type switch
        {
            _ when type == typeof(double) => Number(),
            _ when type == typeof(float) => (float)Number(),
            _ when type == typeof(double[]) || type == typeof(IEnumerable<double>) => Row(),
            _ when type == typeof(List<double>) => Row().ToList(),
            _ when type == typeof(float[]) => Row().Select(number => (float)number).ToArray(),
            _ when type == typeof(double[][]) => Enumerable.Range(0, 3).Select(_ => Row()).ToArray(),
            _ when type == typeof(int) => random.Next(5),
            _ => throw new ArgumentException($"no value of {type}"),
        };
    }

    private static string Text(object[] arguments)
        => string.Join("; ", arguments.Select(argument => argument is System.Collections.IEnumerable items ? string.Join(", ", items.Cast<object>()) : argument.ToString()));

    /// <summary>The class <c>C</c> of a source, with the kernels that it declares as the generator makes them.</summary>
    private static object Instance(string source)
    {
        var project = ConsumerProject.Create([Markup.Parse(source, "").Source], Consumer.Options).WithAnalyzerReferences([]);
        Compilation compilation = project.GetCompilationAsync().Result!.WithOptions(((CSharpCompilationOptions)project.CompilationOptions!).WithOptimizationLevel(OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.ParseOptions!)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Xunit.Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Activator.CreateInstance(Assembly.Load(stream.ToArray()).GetType("C")!, nonPublic: true)!;
    }
}
