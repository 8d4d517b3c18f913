namespace Dci.CrvsApi.Contract; internal static class Placeholder;
