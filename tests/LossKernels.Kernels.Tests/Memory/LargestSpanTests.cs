using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using LossKernels.Generators;
using LossKernels.Kernels.Tests.InMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Kernels.Tests.Memory;

/// <summary>
/// Spans as long as spans can be: no row, offset or length is computed in too few bits. Linux alone maps few pages so often;
/// <c>LOSSKERNELS_LONG=1</c> tries every layout and type, of which the default suite has one.
/// </summary>
public class LargestSpanTests
{
    private static readonly string[] s_types = ["float", "double", "Half"];

    /// <summary>Class counts of every layout, with and without a rest.</summary>
    private static readonly int[] s_classes = [2, 3, 16, 17, 100, 129, 1000, 32_768, 1_048_576];

    private static readonly Lazy<Type> s_calls = new(Compile);

    private static bool IsLong => Environment.GetEnvironmentVariable("LOSSKERNELS_LONG") == "1";

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var (type, classes) in IsLong ? from type in s_types from classes in s_classes select (type, classes) : [("Half", 1000)])
            {
                cases.Add(type, classes);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_are_found_to_the_last_element(string type, int classes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var error = type switch
        {
            "Half" => Check<Half>(classes),
            "float" => Check<float>(classes),
            _ => Check<double>(classes),
        };
        Assert.True(error is null, $"{type}, {classes} classes: {error}");
    }

    /// <summary>An int of lengths multiplied, or of bytes, would overflow to a length that fits.</summary>
    [Theory]
    [InlineData("Softmax_float_2", 0x7FFFFFFE, 0)]
    [InlineData("Softmax_float_2", 0, 0x7FFFFFFE)]
    [InlineData("Softmax_float_2", 0x7FFFFFFE, 0x7FFFFFFC)]
    [InlineData("Softmax_float_2", int.MaxValue, int.MaxValue)]
    [InlineData("Loss_float_2", 0, 0x40000000)]
    [InlineData("Loss_float_2", 4, int.MaxValue)]
    [InlineData("Loss_float_2", 0x7FFFFFFE, 0x40000000)]
    [InlineData("Loss_float_32768", 0, 1 << 17)]
    [InlineData("Loss_float_32768", 32_768, (1 << 17) + 1)]
    [InlineData("Loss_float_1048576", 1 << 20, (1 << 12) + 1)]
    [InlineData("Loss_float_3", 0x7FFFFFFF, 715_827_882)]
    public void Lengths_that_agree_only_where_an_int_overflows_are_refused(string call, int logits, int other)
    {
        // Never read: a check that lets them through would fault.
        var error = Assert.Throws<TargetInvocationException>(() => s_calls.Value.GetMethod(call)!.Invoke(null, [(nint)64, logits, (nint)1 << 40, other])).InnerException;
        Assert.IsType<ArgumentException>(error);
    }

    private static string? Check<T>(int classes)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var type = typeof(T) == typeof(Half) ? "Half" : typeof(T) == typeof(float) ? "float" : "double";
        var length = int.MaxValue - (int.MaxValue % classes);
        using var logits = new RepeatedMemory<T>(length);
        // The last row alone has another label's logit at its end.
        logits.Span[^1] = T.CreateChecked(9);
        using var predicted = new RepeatedMemory<int>(length / classes);
        predicted.Last.Fill(-1);
        _ = Call<object?>($"Predict_{type}_{classes}", logits.Start, length, predicted.Start, predicted.Length);
        if (predicted.Span[^1] != classes - 1)
        {
            return $"the last row is predicted {predicted.Span[^1]}";
        }

        // A row that is longer than the memory would be written over itself.
        if (IsLong && classes * Unsafe.SizeOf<T>() <= RepeatedMemory<T>.Piece)
        {
            logits.Span[^1] = T.Zero;
            using var labels = new RepeatedMemory<byte>(length / classes);
            var loss = Call<double>($"Loss_{type}_{classes}", logits.Start, length, labels.Start, labels.Length);
            if (Math.Abs(loss - Math.Log(classes)) > 1e-3 * loss)
            {
                return $"the mean loss of equal logits is {loss} and not log {classes}";
            }
            using var probabilities = new RepeatedMemory<T>(length);
            probabilities.Last.Fill(T.NaN);
            _ = Call<object?>($"Softmax_{type}_{classes}", logits.Start, length, probabilities.Start, length);

            // In double: Half has no number of a million classes.
            if (probabilities.Last.ContainsAnyExcept(probabilities.Span[0]) || Math.Abs((double.CreateChecked(probabilities.Span[0]) * classes) - 1) > 1e-2)
            {
                return $"the last probabilities are not all {probabilities.Span[0]}";
            }
        }

        return null;
    }

    private static T Call<T>(string name, nint first, int length, nint second, int secondLength)
        => (T)s_calls.Value.GetMethod(name)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [first, length, second, secondLength], null)!;

    private static Type Compile()
    {
        var kernels = IsLong
            ? from kind in (string[])["Softmax", "Loss", "Predict"] from type in s_types from classes in s_classes select (kind, type, classes)
            : [("Predict", "Half", 1000), ("Softmax", "float", 2), ("Loss", "float", 2), ("Loss", "float", 3), ("Loss", "float", 32_768), ("Loss", "float", 1_048_576)];
        var source = $$"""
            using System;
            using LossKernels;
            public static unsafe partial class Calls
            {
                {{string.Join("\n", kernels.Select(kernel => Declare(kernel.Item1, kernel.Item2, kernel.Item3)))}}
            }
            """;
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = InMemoryCompiler.Compilation("Largest");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true)).AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options, "Largest.cs", Encoding.UTF8));
        _ = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return InMemoryCompiler.Load((CSharpCompilation)generated).GetType("Calls")!;
    }

    /// <summary>A kernel of two spans, and a method that calls it with their addresses and lengths.</summary>
    private static string Declare(string kind, string type, int classes)
    {
        var (attribute, result, second) = kind switch
        {
            "Softmax" => ("Softmax", "void", $"Span<{type}> probabilities"),
            "Predict" => ("Predict", "void", "Span<int> labels"),
            _ => ("CrossEntropy", type, "ReadOnlySpan<byte> labels"),
        };
        var span = second.Split(' ')[0];
        return $"""
            [{attribute}({classes})] private static partial {result} {kind}{classes}(ReadOnlySpan<{type}> logits, {second});
            public static {(result == "void" ? "void" : "double")} {kind}_{type}_{classes}(nint a, int n, nint b, int m)
                => {(result == "void" ? "" : "(double)")}{kind}{classes}(new ReadOnlySpan<{type}>((void*)a, n), new {span}((void*)b, m));
            """;
    }
}
