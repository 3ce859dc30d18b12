using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1010Tests
{
    private static readonly RuleVerifier s_rule = new("LK1010", new LossAnalyzer());

    [Theory]
    [InlineData("double F(double p) { var loss = -Math.Log(p); return [|double.IsNaN(loss) ? 0 : loss|]; }")]
    [InlineData("float F(float p) { var loss = p * MathF.Log(p); loss = [|float.IsNaN(loss) ? 0f : loss|]; return loss; }")]
    [InlineData("double F(double[] p) { var s = 0.0; foreach (var v in p) { var t = v * Math.Log(v); s += [|double.IsNaN(t) ? 0.0 : t|]; } return s; }")]
    [InlineData("double F(double p) { var loss = Math.Log(p) / Math.Exp(p); return [|!double.IsNaN(loss) ? loss : 1e9|]; }")]
    [InlineData("double F(double[] p) => p.Select(v => v * Math.Log(v)).Select(v => [|double.IsNaN(v) ? 0 : v|]).Sum();")]
    public Task A_NaN_that_becomes_a_number_is_reported(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double F(double p) { var loss = -Math.Log(p); return double.IsNaN(loss) ? throw new ArithmeticException() : loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); if (double.IsNaN(loss)) { throw new ArithmeticException(); } return loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); if (double.IsNaN(loss)) { Console.WriteLine(p); } return loss; }")]
    [InlineData("double F(double[] p) { var s = 0.0; foreach (var v in p) { var t = Math.Log(v); if (double.IsNaN(t)) { break; } s += t; } return s; }")]
    [InlineData("string F(double p) { var loss = -Math.Log(p); return double.IsNaN(loss) ? \"diverged\" : $\"{loss}\"; }")]
    [InlineData("double F(double x) => double.IsNaN(x) ? 0 : Math.Log(x);")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); return double.IsNaN(loss) ? double.NaN : loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); return double.IsInfinity(loss) ? 1e9 : loss; }")]
    [InlineData("double F(double reading) { _ = Math.Log(2); return double.IsNaN(reading) ? 0 : reading; }")]
    [InlineData("double F(double a, double b) { var l = Math.Log(a); return double.IsNaN(b) ? 0 : l; }")]
    public Task One_that_is_reported_or_stays_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);
}
