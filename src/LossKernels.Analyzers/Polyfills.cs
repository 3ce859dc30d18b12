#pragma warning disable IDE0130 // the compiler asks for it in this namespace
namespace System;

/// <summary>What the compiler needs for list patterns, which netstandard2.0 lacks.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
