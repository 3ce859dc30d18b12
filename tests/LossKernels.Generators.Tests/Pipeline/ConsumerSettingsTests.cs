using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Tests.Pipeline;

/// <summary>What is added to users' projects compiles without a warning under their strictest settings, and under old ones.</summary>
public sealed class ConsumerSettingsTests
{
    private const string Documented = """
        using System;
        using LossKernels;
        [assembly: CLSCompliant(true)]
        namespace Consumer;
        /// <summary>Kernels.</summary>
        public static partial class Kernels
        {
            /// <summary>A softmax.</summary>
            [Softmax(3)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            /// <summary>A loss.</summary>
            [Obsolete("for another")]
            [CrossEntropy(3, Reduction = Reduction.Sum)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels, Span<float> gradient, out int correct);
            /// <summary>A prediction.</summary>
            [Predict(3)] public static partial int Predict(ReadOnlySpan<float> logits, out float probability);
            /// <summary>Predictions.</summary>
            [Predict(3)] public static partial void PredictAll(ReadOnlySpan<float> logits, Span<int> labels);
            /// <summary>A log-softmax.</summary>
            [LogSoftmax(3)] internal static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
            /// <summary>A log-sum-exp.</summary>
            [LogSumExp(3)] internal static partial float LogSumExp(ReadOnlySpan<float> logits);
            /// <summary>A wrong one.</summary>
            [LogSumExp(3)] internal static partial float Wrong(ReadOnlySpan<float> logit);
        }
        """;

    [Theory]
    [InlineData(NullableContextOptions.Enable, false, null)]
    [InlineData(NullableContextOptions.Disable, true, null)]
    [InlineData(NullableContextOptions.Enable, true, "128")]
    public void Nothing_that_is_added_to_a_project_warns(NullableContextOptions nullable, bool checkOverflow, string? vectorBits)
    {
        var project = Sources.Compile(Documented);
        project = project.WithOptions(project.Options
            .WithNullableContextOptions(nullable)
            .WithOverflowChecks(checkOverflow)
            .WithAllowUnsafe(false)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        GeneratorRuns.Driver(vectorBits: vectorBits, generator: new KernelGenerator()).RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        var complaints = string.Join("\n", compilation.Complaints());
        Assert.True(complaints.Length == 0, complaints);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success, "the project compiles");
    }

    [Fact]
    public void Two_projects_of_which_one_sees_the_others_internals_do_not_clash()
    {
        const string Kernel = "[Softmax(3)] internal static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);";
        GeneratorRuns.Driver().RunGeneratorsAndUpdateCompilation(
            Sources.Compile($$"""
                using System; using LossKernels;
                [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Second")]
                internal static partial class First { {{Kernel}} }
                """),
            out var first,
            out _);
        using var image = new MemoryStream();
        Assert.True(first.Emit(image).Success, "the first project compiles");
        image.Position = 0;
        GeneratorRuns.Driver().RunGeneratorsAndUpdateCompilation(
            Sources.Compile($$"""
                using System; using LossKernels;
                internal static partial class Second { {{Kernel}} public static void Both(ReadOnlySpan<float> logits, Span<float> p) { Softmax(logits, p); First.Softmax(logits, p); } }
                """).AddReferences(MetadataReference.CreateFromStream(image)).WithAssemblyName("Second"),
            out var second,
            out _);
        Assert.Empty(second.Complaints().Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp12)]
    public void The_attributes_compile_in_old_versions_of_CSharp(LanguageVersion version)
    {
        var options = Sources.CSharp14.WithLanguageVersion(version);
        var project = Sources.Compile("class C { }", options);
        project = project.WithOptions(project.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        GeneratorRuns.Driver(options).RunGeneratorsAndUpdateCompilation(project, out var compilation, out _);
        Assert.Empty(compilation.Complaints().Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void In_a_language_version_that_is_too_old_LK0009_is_the_only_error(LanguageVersion version)
    {
        var options = Sources.CSharp14.WithLanguageVersion(version);
        var source = """
            using System;
            using LossKernels;
            internal static partial class Kernels
            {
                [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
                [Softmax(1)] public static partial void G(ReadOnlySpan<float> logits, Span<Half> wrong);
            }
            """;
        var (driver, compilation) = GeneratorRuns.Run(source, options);
        Assert.Equal(2, driver.KernelFiles().Length);
        Assert.Empty(compilation.Complaints().Select(diagnostic => diagnostic.ToString()));
        Assert.All(Sources.Methods(compilation), method =>
        {
            var error = Assert.Single(DeclarationParser.Parse(method, compilation, CancellationToken.None).Errors);
            Assert.Equal("LK0009", error.Id);
            Assert.Contains($"C# {version.ToDisplayString()}", error.Arguments[1], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void On_a_framework_before_NET_10_LK0009_is_the_only_error()
    {
        var framework = CSharpCompilation.Create("System.Runtime", [CSharpSyntaxTree.ParseText(OldFramework)], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var project = Sources.Compile("""
            using System;
            using LossKernels;
            internal static partial class Kernels
            {
                [Softmax(1)] public static partial void F(ReadOnlySpan<float> logits, Span<float> wrong);
            }
            """).WithReferences(framework.ToMetadataReference());
        GeneratorRuns.Driver().RunGeneratorsAndUpdateCompilation(project, out var compilation, out _);
        var error = Assert.Single(DeclarationParser.Parse(Sources.Methods((CSharpCompilation)compilation)[0], compilation, CancellationToken.None).Errors);
        Assert.Equal("LK0009", error.Id);
        Assert.Contains("TargetFramework", error.Arguments[1], StringComparison.Ordinal);
        Assert.Empty(compilation.Complaints().Select(diagnostic => diagnostic.ToString()));
    }

    /// <summary>As much of an older framework as a refused declaration needs.</summary>
    private const string OldFramework = """
        namespace System
        {
            public class Object { }
            public abstract class ValueType { }
            public abstract class Enum : ValueType { }
            public struct Void { }
            public struct Boolean { }
            public struct Int32 { }
            public struct Int64 { }
            public struct Double { }
            public struct Single { }
            public sealed class String { }
            public abstract class Attribute { protected Attribute() { } }
            [Flags] public enum AttributeTargets { Method = 64, Class = 4, All = 32767 }
            public sealed class FlagsAttribute : Attribute { }
            public sealed class AttributeUsageAttribute : Attribute { public AttributeUsageAttribute(AttributeTargets on) { } public bool AllowMultiple { get; set; } public bool Inherited { get; set; } }
            public class Exception { }
            public class ArgumentException : Exception { }
            public class ArgumentOutOfRangeException : ArgumentException { }
            public class InvalidOperationException : Exception { public InvalidOperationException(string message) { } }
            public ref struct Span<T> { }
            public ref struct ReadOnlySpan<T> { }
        }
        namespace System.CodeDom.Compiler
        {
            public sealed class GeneratedCodeAttribute : Attribute { public GeneratedCodeAttribute(string tool, string version) { } }
        }
        """;
}
