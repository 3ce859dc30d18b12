namespace LossKernels.Kernels.Tests.InMemory;

public class InMemoryCompilerTests
{
    [Fact]
    public void Sources_become_an_assembly_that_runs()
    {
        var assembly = InMemoryCompiler.Compile("Two", "public static class Two { public static int Value => One.Value + 1; }", "public static class One { public const int Value = 1; }");

        Assert.Equal(2, assembly.GetType("Two")!.GetProperty("Value")!.GetValue(null));
    }

    [Fact]
    public void An_error_is_shown_with_its_source_line()
    {
        var error = Assert.Throws<InvalidOperationException>(() => InMemoryCompiler.Compile("Wrong", "class Wrong\n{\n    int x = \"text\";\n}"));

        Assert.Contains("CS0029", error.Message, StringComparison.Ordinal);
        Assert.Contains("int x = \"text\";", error.Message, StringComparison.Ordinal);
    }
}
