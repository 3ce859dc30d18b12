using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Tests.Pipeline;

public sealed class HintNameTests
{
    [Fact]
    public void Overloads_nested_generic_and_differently_cased_methods_get_files_of_their_own()
    {
        var method = "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);";
        var overload = "[Softmax(3)] public static partial void F(ReadOnlySpan<double> logits, Span<double> probabilities);";
        var swapped = "[Softmax(3)] public static partial void F(Span<float> probabilities, ReadOnlySpan<float> logits);";
        var lower = method.Replace("void F", "void f", StringComparison.Ordinal);
        var (driver, compilation) = GeneratorRuns.Run($$"""
            using System;
            using LossKernels;
            internal partial class A { {{method}} {{overload}} {{swapped}} {{lower}} internal partial class B { {{method}} } internal partial class B<T> { {{method}} } }
            internal partial class A<T> { {{method}} internal partial class B { {{method}} } }
            internal partial class A<T, U> { {{method}} }
            internal partial class a { {{method}} }
            namespace A_B { internal partial class C { {{method}} } }
            namespace N.A { internal partial class B { {{method}} } }
            namespace {{string.Join(".", Enumerable.Repeat("AVeryLongNamespace", 20))}} { internal partial class A { {{method}} internal partial class B { {{method}} } } }
            """);
        var names = driver.KernelFiles().Select(file => file.HintName).Where(name => name != "LossKernels.KernelFunctions.g.cs").ToArray();
        Assert.Equal(14, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.True(name.Length <= 150, $"{name} is too long for a file name"));
        Assert.DoesNotContain(compilation.Complaints(), diagnostic => diagnostic.Id != "CS8981");
    }

    [Fact]
    public void A_files_name_is_the_same_in_every_process()
    {
        var (driver, _) = GeneratorRuns.Run("using System; using LossKernels; namespace N { public partial class A { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); } }");
        Assert.Equal(
            ["N.A.F.499cd2f96dae2ab8.g.cs", "LossKernels.KernelFunctions.g.cs"],
            driver.KernelFiles().Select(file => file.HintName));
    }

    [Theory]
    [InlineData("internal partial class A { METHOD METHOD }")]
    [InlineData("internal partial class A { METHOD } internal partial struct A { METHOD }")]
    [InlineData("internal partial class A { METHOD } internal partial class A { METHOD }")]
    [InlineData("internal partial class A { BAD BAD }")]
    public void A_method_that_is_declared_twice_does_not_stop_the_generator(string types)
    {
        var (driver, compilation) = GeneratorRuns.Run("using System;\nusing LossKernels;\n" + types
            .Replace("METHOD", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);", StringComparison.Ordinal)
            .Replace("BAD", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> a);", StringComparison.Ordinal)
            + "internal static partial class Other { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");
        Assert.Contains(driver.KernelFiles(), file => file.HintName.StartsWith("Other.F.", StringComparison.Ordinal));
        Assert.Contains(compilation.Complaints(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Shared_methods_are_written_once_only_those_used_and_in_ordinal_order()
    {
        var (driver, _) = GeneratorRuns.Run("""
            using System;
            using LossKernels;
            public static partial class A
            {
                [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
                [Softmax(4)] public static partial void G(ReadOnlySpan<float> logits, Span<float> probabilities);
                [LogSumExp(3)] public static partial float H(ReadOnlySpan<float> logits);
            }
            """);
        var shared = driver.KernelFiles().Single(file => file.HintName == "LossKernels.KernelFunctions.g.cs").SourceText.ToString();
        string[] expected = ["void LogSumExp()", "byte One()", "bool Overlap<", "bool OverlapApart<", "void Softmax()", "void ThrowLength(", "void ThrowNotOneRow(", "void ThrowNotRows(", "void ThrowOverlap("];
        var places = expected.Select(method => shared.IndexOf(method, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.All(expected, method => Assert.Equal(2, shared.Split(method).Length));
        Assert.DoesNotContain("ThrowLabel", shared, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("128", 128)]
    [InlineData(" 256 ", 256)]
    [InlineData("512", 512)]
    [InlineData("", 512)]
    [InlineData("64", 512)]
    [InlineData("wide", 512)]
    [InlineData(null, 512)]
    public void The_projects_vector_bits_cap_its_kernels(string? property, int bits)
    {
        var (driver, _) = GeneratorRuns.Run(
            "using System; using LossKernels; public partial class A { [LogSumExp(3)] public static partial float H(ReadOnlySpan<float> logits); }",
            vectorBits: property);
        Assert.Contains($"at most {bits} bits", driver.KernelFiles()[0].SourceText.ToString(), StringComparison.Ordinal);
    }
}
