using System.Reflection;

namespace LossKernels.Generators.Tests;

/// <summary>Where the files lie that these tests read: the folders of this project and of the repository.</summary>
internal static class SourceTree
{
    /// <summary>This test project's folder, as the build recorded it.</summary>
    public static string TestProject { get; } = typeof(SourceTree).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectDirectory").Value!;

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", ".."));

    /// <summary>The C# files of a folder under the repository's, generated and built ones left out, as paths relative to the folder.</summary>
    public static IEnumerable<string> CSharpFilesOf(string folder)
    {
        var full = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(full, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The text of a file of a folder under the repository's.</summary>
    public static string Read(string folder, string file) => File.ReadAllText(Path.Combine(Root, folder, file));
}
