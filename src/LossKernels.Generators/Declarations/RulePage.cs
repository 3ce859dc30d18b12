using System.Reflection;

namespace LossKernels.Generators.Declarations;

/// <summary>Where a rule's page is: in the repository, whose address the build writes into the assembly (<c>RepositoryUrl</c>).</summary>
internal static class RulePage
{
    private static readonly string s_repository = typeof(RulePage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "RepositoryUrl")
        .Value!;

    public static string Address(string id) => $"{s_repository}/blob/main/docs/rules/{id}.md";
}
