using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0009Tests
{
    private static readonly RuleVerifier s_rule = new("LK0009", new KernelDeclarationAnalyzer());

    [Fact]
    public Task The_newest_language_on_this_framework_is_silent()
        => s_rule.Reports("partial class C { [Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");

    [Fact]
    public Task An_older_language_without_a_kernel_is_silent() => s_rule.Reports(
        "partial class C { public static void Softmax(ReadOnlySpan<float> logits) { } }",
        new(LanguageVersion.CSharp12));

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp10)]
    public Task An_older_language_gets_one_error_for_each_kernel(LanguageVersion language) => s_rule.Reports(
        """
        partial class C
        {
            [[|Softmax(10)|]] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
            [[|CrossEntropy(10)|]] public static partial float G(ReadOnlySpan<float> logits, int label, out float totalWeight);
        }
        """,
        new(language));

    [Fact]
    public Task An_even_older_language_gets_the_same_error() => s_rule.Reports(
        """
        using System;
        using LossKernels;
        partial class C
        {
            [[|LogSumExp(10)|]] public static partial float F(ReadOnlySpan<float> logits);
        }
        """,
        new(LanguageVersion.CSharp9, WithUsings: false));

    [Fact]
    public Task Other_mistakes_wait() => s_rule.Reports(
        "partial class C { [[|Softmax(1)|]] public static partial float F(float[] logit); }",
        new(LanguageVersion.CSharp12));

    [Fact]
    public async Task The_message_says_what_to_change()
    {
        var diagnostics = await s_rule.DiagnosticsOf(
            "partial class C { [LogSumExp(10)] public static partial float F(ReadOnlySpan<float> logits); }",
            new(LanguageVersion.CSharp12));
        Assert.Equal(
            "[LogSumExp] needs .NET 10 and C# 14 or later: this project compiles as C# 12.0; remove its LangVersion or set it to 14.0",
            Assert.Single(diagnostics).GetMessage(null));
    }
}
