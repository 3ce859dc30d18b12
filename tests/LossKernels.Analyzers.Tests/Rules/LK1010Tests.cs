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
    [InlineData("double F(double p) { var loss = -Math.Log(p); if (double.IsNaN(loss)) { [|loss = 0|]; } return loss; }")]
    [InlineData("double F(int[] h) { double entropy = Of(h); if (Double.IsNaN(entropy)) [|entropy = 0.5|]; return entropy; } extern static double Of(int[] h);")]
    [InlineData("double F(double[] z) { var loss = Of(z); return [|double.IsNaN(loss) ? 0 : loss|]; } extern static double Of(double[] z);")]
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
    [InlineData("double F(double loss) { _ = Math.Log(2); if (double.IsNaN(loss)) { loss = 0; } return loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); if (double.IsNaN(loss)) { loss = double.NaN; throw new ArithmeticException(); } return loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); var bad = 0; if (double.IsNaN(loss)) { bad = 1; Console.WriteLine(bad); } return loss; }")]
    [InlineData("double F(double p) { var loss = -Math.Log(p); if (!double.IsNaN(loss)) { loss = 1; } return loss; }")]
    [InlineData("double Azimuth(double x, double y) { var angle = Math.Acos(y / Math.Sqrt(x * x + y * y)); return double.IsNaN(angle) ? 0 : angle; }")]
    [InlineData("double F(string text) { var number = Of(text); return double.IsNaN(number) ? 0 : number; } extern static double Of(string text);")]
    public Task One_that_is_reported_or_stays_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);
}
