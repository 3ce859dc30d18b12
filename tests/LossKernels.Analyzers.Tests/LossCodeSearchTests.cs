using LossKernels.Analyzers.Tracking;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Analyzers.Tests;

/// <summary>Files without loss code are not bound, and no file with loss code is passed over, whatever it calls the functions by.</summary>
public class LossCodeSearchTests
{
    private static readonly RuleVerifier s_rule = new("LK1006", new LossAnalyzer(), new SoftplusCodeFix());

    [Theory]
    [InlineData("_logger.Log(message);")]
    [InlineData("logger.Log(message);")]
    [InlineData("this.logger\n    .Log(message);")]
    [InlineData("logger?.Log(message);")]
    [InlineData("logger!.Log(message);")]
    [InlineData("GetLogger().Log(message);")]
    [InlineData("loggers[0].Log(message);")]
    [InlineData("Log.Information(message);")]
    [InlineData("Log\n    .Information(message);")]
    [InlineData("Log(message);")]
    [InlineData("void Log(string message) { }")]
    [InlineData("// Math.Logarithm of what Exp says: see the Log")]
    [InlineData("Login(); Export(); var Power = new Logger(); Logs.Add(Power);")]
    public void What_is_no_function_of_numbers_is_passed_over(string code) => Assert.False(IsFound(code));

    [Theory]
    [InlineData("Math.Log(x)")]
    [InlineData("MathF . Log(x)")]
    [InlineData("Math\n    .Log(x)")]
    [InlineData("System.Math.Exp(x)")]
    [InlineData("float.Exp(x)")]
    [InlineData("double.Pow(x, 2)")]
    [InlineData("T.LogP1(x)")]
    [InlineData("xs.Select(Math.Exp)")]
    [InlineData("TensorPrimitives.Sum(x)")]
    [InlineData("model.Sigmoid(x)")]
    public void A_function_of_numbers_or_tensors_is_found(string code) => Assert.True(IsFound(code));

    [Theory]
    [InlineData("", "Math.Log(1 + Math.Exp(x))")]
    [InlineData("using static System.Math;", "Log(1 + Exp(x))")]
    [InlineData("using m = System.Math;", "m.Log(1 + m.Exp(x))")]
    [InlineData("using _m = global::System.Math;", "_m.Log(1 + _m.Exp(x))")]
    [InlineData("using real = System.Double;", "real.Log(1 + real.Exp(x))")]
    public async Task It_is_reported_whatever_the_file_or_the_project_calls_it(string directive, string call)
    {
        var code = $$"""class C { double F(double x) => {|LK1006:{{call}}|}; }""";
        await s_rule.Reports(directive + code, Consumer.Options);
        await s_rule.Reports(code, Consumer.Options with { MoreUsings = directive.Length == 0 ? string.Empty : $"global {directive}" });
    }

    private static bool IsFound(string code)
    {
        var file = CSharpSyntaxTree.ParseText(code);
        return LossCodeSearch.In(CSharpCompilation.Create("Consumer", [file], ConsumerProject.Framework), default).IsIn(file, default);
    }
}
