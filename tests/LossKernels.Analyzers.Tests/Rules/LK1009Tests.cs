using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1009Tests
{
    private static readonly RuleVerifier s_rule = new("LK1009", new LossAnalyzer(), new EpsilonCodeFix());

    [Theory]
    [InlineData("float F(float p) => MathF.Log(Math.Clamp(p, 1e-8f, [|1f - 1e-8f|]));", DiagnosticSeverity.Warning)]
    [InlineData("float F(float p) { p = Math.Max(Math.Min(p, [|1 - 1e-9f|]), 1e-9f); return -MathF.Log(1 - p); }", DiagnosticSeverity.Warning)]
    [InlineData("double F(double p) { const double Epsilon = 1e-20; p = Math.Clamp(p, Epsilon, [|1 - Epsilon|]); return Math.Log(1 - p); }", DiagnosticSeverity.Warning)]
    [InlineData("double F() => Math.Log([|1 + 1e-17|]);", DiagnosticSeverity.Warning)]
    [InlineData("double F() => Math.Exp(1) / ([|1 - 1e-300|]);", DiagnosticSeverity.Info)]
    [InlineData("const float Epsilon = 1e-10f; float F(float p) => MathF.Exp(Math.Clamp(p, 0, [|1 - Epsilon|]));", DiagnosticSeverity.Info)]
    [InlineData("float F(float p) => Math.Min(val2: [|1 + 1e-9f|], val1: MathF.Exp(p));", DiagnosticSeverity.Info)]
    [InlineData("float F(float p) { float epsilon = 1e-15f; p = Math.Clamp(p, epsilon, [|1.0f - epsilon|]); return -MathF.Log(p); }", DiagnosticSeverity.Warning)]
    [InlineData("double F(double p) { var tiny = 1e-20; return -Math.Log(Math.Min(p, [|1 - tiny|])); }", DiagnosticSeverity.Warning)]
    public async Task An_epsilon_that_rounds_away_is_reported(string member, DiagnosticSeverity severity)
    {
        await s_rule.Reports($"class C {{ {member} }}", Consumer.Options);
        var plain = member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        Assert.Equal(severity, Assert.Single(await s_rule.DiagnosticsOf($"class C {{ {plain} }}", Consumer.Options)).Severity);
    }

    [Theory]
    [InlineData("float F(float p) => MathF.Log(Math.Clamp(p, 1e-7f, 1f - 1e-7f));")]
    [InlineData("double F(double p) => Math.Log(Math.Clamp(p, 1e-15, 1 - 1e-15));")]
    [InlineData("double F(double p) => Math.Log(p + 1e-20);")]
    [InlineData("float F(float p) => MathF.Log(p + 1e-10f);")]
    [InlineData("double F(float p) => Math.Log(Math.Clamp(p, 1e-8, 1 - 1e-8));")]
    [InlineData("double F(double x) => Math.Exp(x) * (1 - 1e-20);")]
    [InlineData("double F(double x) { var almost = 1 - 1e-20; return Math.Exp(x) * almost; }")]
    [InlineData("double F(double x) => Math.Log(x) / (1 - 0.0);")]
    [InlineData("double F(double x, double e) => Math.Log(Math.Min(x, 1 - e));")]
    [InlineData("double F(double x) => Math.Log(Math.Min(x, 2 - 1.0));")]
    [InlineData("bool F(double x) => Math.Exp(x) > 1 - 1e-20;")]
    [InlineData("double F(double x) => Math.Log(Math.Min(x, 1 - double.Epsilon * 0));")]
    [InlineData("int F(double x) => (int)Math.Exp(x) % (3 - 2);")]
    [InlineData("double F(double p, double y) => -Math.Log(Math.Max(p, 1e-300)) * y;")]
    [InlineData("float F(float p) { float epsilon = 1e-6f; p = Math.Clamp(p, epsilon, 1.0f - epsilon); return -MathF.Log(p); }")]
    [InlineData("float F(float p, bool b) { float epsilon = 1e-15f; if (b) { epsilon = 1e-3f; } return -MathF.Log(Math.Clamp(p, epsilon, 1.0f - epsilon)); }")]
    [InlineData("float F(float p, float epsilon = 1e-15f) => -MathF.Log(Math.Clamp(p, epsilon, 1.0f - epsilon));")]
    [InlineData("double F(float p) { float epsilon = 1e-8f; return -Math.Log(Math.Min(p, 1.0 - epsilon)); }")]
    public Task One_that_counts_or_has_another_use_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Fact]
    public Task It_becomes_one_that_has_an_effect() => s_rule.Fixes(
        """
        class C
        {
            const double Epsilon = 1e-20;
            float F(float p) => -MathF.Log(1 - Math.Clamp(p, 0, [|1 - 1e-8f|]));
            double G(double p) => -Math.Log(1 - Math.Clamp(p, Epsilon, [|1 - Epsilon|]));
            float H(float p) { var tiny = 1e-9f; return -MathF.Log(Math.Clamp(p, tiny, [|1f - tiny|])); }
        }
        """,
        """
        class C
        {
            const double Epsilon = 1e-20;
            float F(float p) => -MathF.Log(1 - Math.Clamp(p, 0, 1 - 1e-7f));
            double G(double p) => -Math.Log(1 - Math.Clamp(p, Epsilon, 1 - 1e-15));
            float H(float p) { var tiny = 1e-9f; return -MathF.Log(Math.Clamp(p, tiny, 1f - 1e-7f)); }
        }
        """,
        "Use an epsilon that has an effect",
        Consumer.Options);

    [Fact]
    public void The_new_epsilons_are_told_from_0_beside_1() => Assert.All([1 - 1e-15, 1 - (double)(1f - (1f - 1e-7f))], bound => Assert.True(bound < 1));
}
