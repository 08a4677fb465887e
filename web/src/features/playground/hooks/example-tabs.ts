/** Saved examples: one tab each. */
export const exampleTabs = [
  {
    query: `# The signed-in viewer, from the system plugin
query Me {
  me {
    name
    email
    role {
      name
      permissions
    }
  }
  tenant {
    name
  }
}
`,
  },
  {
    query: `# One query, two plugins: posts (cms) with their authors (system)
query PostsWithAuthors($first: Int) {
  posts(first: $first) {
    totalCount
    nodes {
      title
      status
      author {
        name
        posts(first: 3) {
          totalCount
        }
      }
    }
  }
}
`,
    variables: '{\n  "first": 5\n}',
  },
  {
    query: `# Run it, then create a post in another tab
subscription PostCreated {
  postCreated {
    id
    title
    author {
      name
    }
  }
}
`,
  },
];
