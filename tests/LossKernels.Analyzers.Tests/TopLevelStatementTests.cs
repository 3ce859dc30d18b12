using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests;

/// <summary>A program's top-level statements are looked at like any method, and once.</summary>
public class TopLevelStatementTests
{
    private const string Program = """
        double x = args.Length;
        Console.WriteLine({|LK1006:Math.Log(1 + Math.Exp(x))|} + Local(x));
        static double Local(double x) => {|LK1006:Math.Log(1 + Math.Exp(x))|};

        """;

    private static readonly RuleVerifier s_rules = new("LK1006", new LossAnalyzer(), new SoftplusCodeFix());

    [Theory]
    [InlineData("")]
    [InlineData("internal static partial class Program { static double F(double x) => {|LK1006:Math.Log(1 + Math.Exp(x))|}; }")]
    [InlineData("internal static class Other { static double F(double x) => {|LK1006:Math.Log(1 + Math.Exp(x))|}; }")]
    public Task They_are_reported_beside_whatever_types(string types) => s_rules.Reports(Program + types, Consumer.Options with { IsProgram = true });

    [Fact]
    public Task They_are_fixed() => s_rules.Fixes(
        "double x = args.Length;\nConsole.WriteLine({|LK1006:Math.Log(1 + Math.Exp(x))|});",
        "double x = args.Length;\nConsole.WriteLine(Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));",
        options: Consumer.Options with { IsProgram = true });
}
