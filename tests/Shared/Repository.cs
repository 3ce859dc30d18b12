namespace LossKernels.Samples;

/// <summary>The folder that the tests were built in. The samples' test projects link this file.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Generators.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Generators.sln.");
        }

        return folder.FullName;
    }
}
