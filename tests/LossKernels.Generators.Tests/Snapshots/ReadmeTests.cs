namespace LossKernels.Generators.Tests.Snapshots;

/// <summary>What README shows as generated code is generated.</summary>
public class ReadmeTests
{
    [Fact]
    public void Each_line_of_the_excerpt_stands_in_the_snapshot_of_the_same_kernel_in_the_same_order()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")).Replace("\r\n", "\n", StringComparison.Ordinal);
        var excerpt = readme.Split("<!-- excerpt of the generated code -->\n```csharp\n")[1].Split("```")[0];
        var snapshot = Directory.GetFiles(Path.Combine(SourceTree.TestProject, "Snapshots"), "KernelSnapshotTests.Softmax_of_10_classes#*.verified.cs").Single();
        using var generated = File.ReadLines(snapshot).Select(line => line.Trim()).GetEnumerator();

        foreach (var line in excerpt.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line != "// ..."))
        {
            var isThere = false;
            while (!isThere && generated.MoveNext())
            {
                isThere = generated.Current == line;
            }

            Assert.True(isThere, $"README shows '{line}', which is not generated there; take the excerpt from {Path.GetFileName(snapshot)}");
        }
    }
}
