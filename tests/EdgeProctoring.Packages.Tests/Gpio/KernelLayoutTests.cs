using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeProctoring.Gpio;

namespace EdgeProctoring.Packages.Tests.Gpio;

/// <summary>The structures and numbers are the kernel's contract: as numbers, and against the header of this machine.</summary>
public sealed class KernelLayoutTests
{
    private static readonly string[] _ours =
    [
        $"{Unsafe.SizeOf<ChipInfo>()} {Unsafe.SizeOf<LineAttribute>()} {Unsafe.SizeOf<LineConfigAttribute>()} {Unsafe.SizeOf<LineConfig>()}",
        $"{Unsafe.SizeOf<LineRequest>()} {Unsafe.SizeOf<LineValues>()} {Unsafe.SizeOf<LineInfo>()} {Unsafe.SizeOf<LineEvent>()}",
        $"{Offset<LineRequest>(nameof(LineRequest.Consumer))} {Offset<LineRequest>(nameof(LineRequest.Config))} "
            + $"{Offset<LineRequest>(nameof(LineRequest.LineCount))} {Offset<LineRequest>(nameof(LineRequest.Handle))}",
        $"{Offset<LineConfig>(nameof(LineConfig.Attributes))} {Offset<LineInfo>(nameof(LineInfo.Flags))} {Offset<LineEvent>(nameof(LineEvent.Id))}",
        $"{Requests.GetChipInfo:x} {Requests.GetLineInfo:x} {Requests.GetLine:x}",
        $"{Requests.SetConfig:x} {Requests.GetValues:x} {Requests.SetValues:x}",
        $"{(ulong)LineFlags.Used} {(ulong)LineFlags.Input} {(ulong)LineFlags.Output} {(ulong)LineFlags.RisingEdge} {(ulong)LineFlags.FallingEdge}",
        $"{(ulong)LineFlags.PullUp} {(ulong)LineFlags.PullDown} {LineAttribute.OutputValues} {LineEvent.RisingEdge} {LineEvent.FallingEdge}",
    ];

    [Fact]
    public void Sizes_and_numbers_are_the_known_ones()
    {
        Assert.Equal(
            [
                "68 16 24 272", "592 16 256 48", "256 288 560 588", "32 72 8", "8044b401 c100b405 c250b407",
                "c110b40d c010b40e c010b40f", "1 4 8 16 32", "256 512 2 1 2",
            ],
            _ours);
    }

    [Fact]
    public async Task Sizes_and_numbers_are_those_of_the_kernels_header()
    {
        var compiler = Peer.Require("gcc");
        Assert.SkipUnless(File.Exists("/usr/include/linux/gpio.h"), "Needs <linux/gpio.h> (package linux-libc-dev).");
        var folder = Directory.CreateTempSubdirectory("ep-gpio-").FullName;
        var program = Path.Combine(folder, "layout");
        await File.WriteAllTextAsync(program + ".c", Source, TestContext.Current.CancellationToken);

        await RunAsync(compiler, program + ".c", "-o", program);
        var theirs = await RunAsync(program);

        Assert.Equal(_ours, theirs.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Directory.Delete(folder, recursive: true);
    }

    private const string Source = """
        #include <linux/gpio.h>
        #include <stddef.h>
        #include <stdio.h>
        #define S(x) sizeof(struct x)
        #define O(x, y) offsetof(struct x, y)
        int main(void) {
          printf("%zu %zu %zu %zu\n", S(gpiochip_info), S(gpio_v2_line_attribute), S(gpio_v2_line_config_attribute), S(gpio_v2_line_config));
          printf("%zu %zu %zu %zu\n", S(gpio_v2_line_request), S(gpio_v2_line_values), S(gpio_v2_line_info), S(gpio_v2_line_event));
          printf("%zu %zu %zu %zu\n", O(gpio_v2_line_request, consumer), O(gpio_v2_line_request, config),
            O(gpio_v2_line_request, num_lines), O(gpio_v2_line_request, fd));
          printf("%zu %zu %zu\n", O(gpio_v2_line_config, attrs), O(gpio_v2_line_info, flags), O(gpio_v2_line_event, id));
          printf("%lx %lx %lx\n", (long)GPIO_GET_CHIPINFO_IOCTL, (long)GPIO_V2_GET_LINEINFO_IOCTL, (long)GPIO_V2_GET_LINE_IOCTL);
          printf("%lx %lx %lx\n", (long)GPIO_V2_LINE_SET_CONFIG_IOCTL, (long)GPIO_V2_LINE_GET_VALUES_IOCTL, (long)GPIO_V2_LINE_SET_VALUES_IOCTL);
          printf("%d %d %d %d %d\n", (int)GPIO_V2_LINE_FLAG_USED, (int)GPIO_V2_LINE_FLAG_INPUT, (int)GPIO_V2_LINE_FLAG_OUTPUT,
            (int)GPIO_V2_LINE_FLAG_EDGE_RISING, (int)GPIO_V2_LINE_FLAG_EDGE_FALLING);
          printf("%d %d %d %d %d\n", (int)GPIO_V2_LINE_FLAG_BIAS_PULL_UP, (int)GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
            GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES, GPIO_V2_LINE_EVENT_RISING_EDGE, GPIO_V2_LINE_EVENT_FALLING_EDGE);
          return 0;
        }
        """;

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var run = ChildProcess.Start(program, arguments);
        Assert.True(await run.WaitForExitAsync(TimeSpan.FromSeconds(30)) == 0, run.Output);
        return run.Output;
    }
}
