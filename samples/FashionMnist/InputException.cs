namespace FashionMnist;

/// <summary>Something the person gave is wrong: a path, a file, an option. The message is one sentence for that person.</summary>
internal sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
