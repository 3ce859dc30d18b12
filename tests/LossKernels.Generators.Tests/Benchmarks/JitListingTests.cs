using LossKernels.Benchmarks.Codegen.Listing;

namespace LossKernels.Generators.Tests.Benchmarks;

/// <summary>The reader of the JIT's listings, by which the benchmarks' <c>codegen</c> command counts.</summary>
public class JitListingTests
{
    private static readonly ListedMethod s_softmax = Assert.Single(JitListing.Parse(File.ReadLines(Path.Combine(SourceTree.TestProject, "Benchmarks", "SoftmaxOf2.txt"))));

    [Fact]
    public void A_method_has_its_name_size_and_frame()
    {
        Assert.Equal("LossKernels.Generated.Kernels_Softmax:RowsAcrossLanes256(byref,byref,nint,nint):nint", s_softmax.Name);
        Assert.Equal("FullOpts", s_softmax.Tier);
        Assert.Equal(357, s_softmax.Bytes);
        Assert.True(s_softmax.HasFramePointer, "the listing says that rbp holds the frame");
        Assert.Equal(8, s_softmax.FrameBytes);
    }

    [Fact]
    public void A_loop_is_counted_by_what_its_instructions_need()
    {
        var loop = Assert.Single(s_softmax.Loops);
        var work = s_softmax.WorkOf(loop);
        Assert.Equal(61, loop.Own.Count());
        Assert.Equal(54, s_softmax.Own(loop).Count(instruction => instruction.IsVector));

        // The comparison and the jump are handed over as one.
        Assert.Equal(60, work.Dispatched);
        Assert.Equal((14, 6, 4, 4), (work[OperationKind.Multiply], work[OperationKind.Add], work[OperationKind.Compare], work[OperationKind.Logic]));
        Assert.Equal((8, 1, 1), (work[OperationKind.Shuffle], work[OperationKind.Shift], work[OperationKind.Divide]));
        Assert.Equal((16, 4), (work[OperationKind.Load], work[OperationKind.Store]));
        Assert.Equal((0, 0), s_softmax.Spills(loop));
    }

    /// <summary>60 instructions, six in a cycle or four: no set of ports has as much to do. Of shuffles, one port of the one CPU does all; the other shares one of its two with multiplications.</summary>
    [Fact]
    public void Cycles_are_bounded_by_ports_and_by_the_width()
    {
        var work = s_softmax.WorkOf(s_softmax.Loops[0]);
        Assert.Equal(60 / 6.0, Microarchitecture.Zen.LeastCycles(work), 9);
        Assert.Equal(60 / 4.0, Microarchitecture.Skylake.LeastCycles(work), 9);

        var shuffles = new Work();
        shuffles.Add(OperationKind.Shuffle, 256, 7);
        shuffles.Add(OperationKind.Multiply, 256, 6);
        Assert.Equal(7, Microarchitecture.Skylake.LeastCycles(shuffles), 9);
        Assert.Equal(13 / 3.0, Microarchitecture.Zen.LeastCycles(shuffles), 9);
    }

    /// <summary>The condition of the outer loop stands at its end, and the inner one behind all else, as the JIT lays out what it seldom expects.</summary>
    [Fact]
    public void Loops_are_found_wherever_their_blocks_lie_and_spills_are_told_from_other_memory()
    {
        var method = Assert.Single(JitListing.Parse("""
            ; Assembly listing for method Kernels:Rows(byref,nint):nint (FullOpts)
            ; rsp based frame

            G_M000_IG01:                ;; offset=0x0000
                   push     rbx
                   sub      rsp, 64
                   jmp      G_M000_IG05

            G_M000_IG02:                ;; offset=0x0005
                   vmovups  ymm0, ymmword ptr [rdi]
                   vmovups  ymmword ptr [rsp+0x20], ymm0
                   jmp      SHORT G_M000_IG07
                   align    [0 bytes for IG03]

            G_M000_IG03:                ;; offset=0x000A
                   vaddps   ymm0, ymm0, ymmword ptr [rsp+0x20]
                   add      dword ptr [rbp+0x08], ecx
                   dec      rcx
                   jne      SHORT G_M000_IG03

            G_M000_IG04:                ;; offset=0x0010
                   inc      rsi

            G_M000_IG05:                ;; offset=0x0014
                   cmp      rsi, rdx
                   jl       G_M000_IG02

            G_M000_IG06:                ;; offset=0x0018
                   ret

            G_M000_IG07:                ;; offset=0x0019
                   mov      rcx, 4
                   jmp      G_M000_IG03

            ; Total bytes of code 42
            """.Split('\n')));
        Assert.Equal("(())", method.Shape);
        Assert.Equal(72, method.FrameBytes);
        Assert.Equal((1, 0), method.Spills(method.Loops[0]));
        Assert.Equal((0, 1), method.Spills(method.Loops[1]));
        Assert.Equal(8, method.Own(method.Loops[0]).Count());
        Assert.Equal(4, method.Own(method.Loops[1]).Count());

        // rbp holds a value here: what it points to is read and written, and no spill.
        var inner = method.WorkOf(method.Loops[1]);
        Assert.Equal((2, 1), (inner[OperationKind.Load], inner[OperationKind.Store]));
    }

    [Fact]
    public void A_jump_to_a_label_that_is_not_there_is_an_error()
        => Assert.Throws<FormatException>(() => JitListing.Parse(["; Assembly listing for method A:B() (FullOpts)", "G_M000_IG01:", "       jmp      G_M000_IG09", "; Total bytes of code 5"]));
}
