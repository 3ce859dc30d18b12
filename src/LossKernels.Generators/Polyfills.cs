// Types the C# compiler asks for and netstandard2.0 lacks.
#pragma warning disable IDE0130 // the compiler looks these up by this namespace
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
