using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace LossKernels.Generators.Tests.Snapshots;

/// <summary>
/// Compares texts with the <c>*.verified.cs</c> files that stand beside the tests, named and stored as Verify does. Where one
/// differs or is missing, the new text is left beside it as <c>*.received.cs</c>: accept it by renaming it.
/// </summary>
/// <param name="directory">The folder of the snapshots.</param>
internal sealed class SnapshotComparer(string directory)
{
    private const int Context = 3;

    /// <exception cref="SnapshotMismatchException">A text differs from its snapshot, or either lacks the other.</exception>
    /// <param name="test">The test's class and method: <c>Tests.Method</c>.</param>
    /// <param name="texts">The texts by their names; line ends count as <c>\n</c>.</param>
    public void Compare(string test, IReadOnlyDictionary<string, string> texts)
    {
        var complaints = new StringBuilder();
        foreach (var (name, text) in texts)
        {
            var stem = Path.Combine(directory, $"{test}#{name}");
            var verified = stem + ".verified.cs";
            var expected = File.Exists(verified) ? WithLineFeeds(File.ReadAllText(verified)) : null;
            File.Delete(stem + ".received.cs");
            if (expected != WithLineFeeds(text))
            {
                File.WriteAllText(stem + ".received.cs", WithLineFeeds(text));
                complaints.AppendLine(expected is null ? $"{Path.GetFileName(verified)} does not exist" : $"{Path.GetFileName(verified)} differs:\n{Difference(expected, text)}");
            }
        }

        foreach (var orphan in Directory.EnumerateFiles(directory, $"{test}#*.verified.cs").Where(file => !texts.Keys.Any(name => Path.GetFileName(file) == $"{test}#{name}.verified.cs")))
        {
            complaints.AppendLine($"{Path.GetFileName(orphan)} was verified, but nothing of that name is generated any more");
        }

        if (complaints.Length > 0)
        {
            throw new SnapshotMismatchException($"{complaints}What was generated lies beside as *.received.cs; where it is right, rename it to *.verified.cs.");
        }
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The changed lines with a few around them, removed ones marked by <c>-</c> and added ones by <c>+</c>.</summary>
    private static string Difference(string expected, string actual)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual, ignoreWhitespace: false).Lines;
        var near = new HashSet<int>(Enumerable.Range(0, lines.Count)
            .Where(line => lines[line].Type != ChangeType.Unchanged)
            .SelectMany(line => Enumerable.Range(line - Context, (2 * Context) + 1)));
        return string.Join('\n', Enumerable.Range(0, lines.Count).Where(near.Contains).Select(line => lines[line].Type switch
        {
            ChangeType.Inserted => "+ " + lines[line].Text,
            ChangeType.Deleted => "- " + lines[line].Text,
            _ => "  " + lines[line].Text,
        }));
    }
}
