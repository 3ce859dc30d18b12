namespace LossKernels.Generators.Tests.Snapshots;

/// <summary>The comparer accepts what was verified, and only that.</summary>
public sealed class SnapshotComparerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("losskernels-snapshots-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_text_equal_to_its_snapshot_passes_and_removes_what_was_received_before()
    {
        Write("Tests.Method#Kernel.g.verified.cs", "one\ntwo\n");
        Write("Tests.Method#Kernel.g.received.cs", "old\n");

        Compare(("Kernel.g", "one\ntwo\n"));

        Assert.False(File.Exists(Path.Combine(_directory, "Tests.Method#Kernel.g.received.cs")), "a stale received file was left");
    }

    [Fact]
    public void Line_ends_of_a_checkout_do_not_count()
    {
        Write("Tests.Method#Kernel.g.verified.cs", "one\r\ntwo\r\n");

        Compare(("Kernel.g", "one\ntwo\n"));
    }

    [Fact]
    public void A_changed_line_fails_with_a_difference_and_leaves_the_received_text()
    {
        Write("Tests.Method#Kernel.g.verified.cs", "one\ntwo\nthree\n");

        var mismatch = Assert.Throws<SnapshotMismatchException>(() => Compare(("Kernel.g", "one\n2\nthree\n")));

        Assert.Contains("  one\n- two\n+ 2\n  three", mismatch.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(Path.Combine(_directory, "Tests.Method#Kernel.g.received.cs")));
    }

    [Fact]
    public void White_space_counts()
    {
        Write("Tests.Method#Kernel.g.verified.cs", "one\n");

        Assert.Throws<SnapshotMismatchException>(() => Compare(("Kernel.g", "one \n")));
        Assert.Throws<SnapshotMismatchException>(() => Compare(("Kernel.g", "one")));
    }

    [Fact]
    public void A_text_without_a_snapshot_fails()
        => Assert.Contains("does not exist", Assert.Throws<SnapshotMismatchException>(() => Compare(("Kernel.g", "one\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_without_a_text_fails()
    {
        Write("Tests.Method#Kernel.g.verified.cs", "one\n");

        Assert.Contains("no", Assert.Throws<SnapshotMismatchException>(() => Compare()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_of_a_test_whose_name_begins_alike_are_left_alone()
    {
        Write("Tests.MethodOfMore#Kernel.g.verified.cs", "one\n");

        Compare();
    }

    private void Compare(params (string Name, string Text)[] texts)
        => new SnapshotComparer(_directory).Compare("Tests.Method", texts.ToDictionary(text => text.Name, text => text.Text));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory, file), text);
}
