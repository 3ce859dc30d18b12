namespace FashionMnist;

/// <summary>Where the sample keeps its images and what it writes, whatever the current directory is.</summary>
internal static class SampleFolder
{
    /// <summary>The images: <c>data</c> beside the project, or beside the program once it is published.</summary>
    public static string Data => Path.Combine(Home, "data");

    /// <summary>The trained weights and the loss curve: <c>artifacts</c> beside the data; git ignores it.</summary>
    public static string Artifacts => Path.Combine(Home, "artifacts");

    /// <summary>Relative to the current directory where it lies below, so that it is short enough to read.</summary>
    public static string Shortest(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    private static string Home { get; } = FindHome(AppContext.BaseDirectory);

    private static string FindHome(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FashionMnist.csproj")))
            {
                return folder.FullName;
            }
        }

        return program;
    }
}
